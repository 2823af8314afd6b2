//! One file per page: a function from what it shows to how it looks.

mod about;
mod article;
mod change;
mod error;
mod frame;
mod front;
mod house;
mod operator;
mod search;
mod share;
mod source;
mod sources;
mod story;
mod topic;
mod topics;
mod why;
mod you;

pub use about::about;
pub use article::article;
pub use change::change;
pub use error::error;
pub use front::front;
pub use house::house;
pub use operator::operator;
pub use search::search;
pub use share::{report, share};
pub use source::source;
pub use sources::sources;
pub use story::story;
pub use topic::topic;
pub use topics::topics;
pub use why::why;
pub use you::{forget_everything, you};
