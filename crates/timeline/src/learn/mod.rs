//! What will she do with it? Predictions that are learned from what readers did.
//!
//! ```text
//!                          ┌ order ┐   leaves    ┌ layer ┐            ┌─────────────┐
//! readings of a slot ─────▶│ trees │────────────▶│ of a  │─ log-odds ▶│ calibration │─▶ probability ─▶ value
//!          │               └───────┘             │ head  │            └─────────────┘
//!          │               ┌ level ┐             └───────┘
//!          └──────────────▶│ trees │─ log-odds ─▶ calibration ─▶ the probability that is foretold
//!                          └───────┘
//! ```
//!
//! Two sets of trees for each of the frequent heads: one sees only what differs between candidates and decides their
//! order; the other sees the reader's and the moment's own level too and says how likely a deed is. A reader's level
//! must not decide an order: it would only say that she opens much.

mod calibration;
mod heads;
mod layer;
mod learner;
mod lesson;
mod model;

pub use calibration::Calibration;
pub use heads::{Deeds, HEADS, Head};
pub use learner::{Learner, Outcome};
pub use lesson::{Fitted, Lesson};
pub use model::{Judged, Model, ModelError};
