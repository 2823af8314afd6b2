//! **What should this reader see now, and why?**
//!
//! The modules stand in the order in which a timeline is made:
//!
//! ```text
//! ask ─▶ sources ─▶ filters ─▶ signals ─▶ value ─▶ arrange ─▶ explain ─▶ timeline
//!           ▲                     ▲
//!         stock                profile
//! ```
//!
//! Nothing here reads a clock, draws a chance or touches a disk: the time and the seed are arguments, and between the
//! counters and the order there are only sums, products, quotients and square roots of IEEE doubles in a fixed order.
//! The same ask, stock, profile and time give the same timeline, to the byte, on every machine.

mod ask;
mod compose;
mod feedback;
mod weigh;

pub mod profile;
pub mod stock;

pub mod arrange;
pub mod bundle;
pub mod evaluate;
pub mod explain;
pub mod filters;
pub mod learn;
pub mod receipt;
pub mod signals;
pub mod sources;
pub mod trees;
mod value;

mod binary;
mod chance;
mod decay;
mod likeness;
mod sigmoid;
mod situation;

pub use ask::{Ask, BELOW_AN_ARTICLE, Device, Finds, Order, Sliders, Verdict, Within};
pub use bundle::{Bundle, BundleError};
pub use compose::{Slot, Timeline, compose};
pub use explain::{About, LeftOut, LeftOutWhy, Names, Reason, Tie};
pub use feedback::{Impression, take_in};
pub use learn::Model;
pub use profile::Profile;
pub use receipt::Receipt;
pub use signals::{Group, SIGNALS, Signal};
pub use sources::Origin;
pub use stock::{
    HalfLife, ItemView, Settings, SnapshotError, Standing, Stock, StockItem, StoryView, Survey, title_words,
};
pub use weigh::{Aim, Rated, Weighed, rate, weigh};
