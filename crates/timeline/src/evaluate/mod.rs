//! How good is what the engine shows, measured on a log?
//!
//! [`Measures`] compares an order and its probabilities with what readers did; [`Slates`] looks at what stands on top;
//! [`Estimates`] says what another policy would have earned, where the log knows its propensities.

mod estimators;
mod measures;
mod ranking;
mod rows;
mod slates;

pub use estimators::{Estimate, Estimates, Logged};
pub use measures::{Figures, Measures, Position, Window};
pub use ranking::{ImpressionFigures, auc, of_impression};
pub use rows::Bin;
pub use slates::{SlateFigures, Slates};
