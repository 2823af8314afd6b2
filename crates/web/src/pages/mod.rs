//! One file per page: a function from what it shows to how it looks.

#[cfg(debug_assertions)]
pub(crate) mod pieces;

mod about;
mod account;
mod article;
mod change;
mod error;
mod finders;
mod following;
mod frame;
mod front;
mod history;
mod house;
mod offline;
mod operator;
mod saved;
mod search;
mod settings;
mod share;
mod source;
mod sources;
mod story;
mod topic;
mod topics;
mod why;
mod you;

pub use about::about;
pub use account::{
    account, code, delete, new_code, passkeys, password, recover, sessions, sign_in, sign_up, token, tokens,
};
pub use article::article;
pub use change::change;
pub use error::error;
pub use finders::{finder, finders, preview};
pub use following::following;
pub use front::front;
pub use history::history;
pub use house::house;
pub use offline::offline;
pub use operator::operator;
pub use saved::saved;
pub use search::search;
pub use settings::settings;
pub use share::{report, share};
pub use source::source;
pub use sources::sources;
pub use story::story;
pub use topic::topic;
pub use topics::topics;
pub use why::why;
pub use you::{forget_everything, you};
