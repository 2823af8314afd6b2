//! **What must still be done?**
//!
//! What must not be lost is a row in the store before anybody starts on it; a wake-up only saves time. A worker that
//! dies leaves its jobs to the next when their leases end, so **every job may run twice**.

mod job;
mod queue;
mod work;

pub use job::{Job, Kind};
pub use queue::Queue;
pub use work::{Again, Failure, Stop};
