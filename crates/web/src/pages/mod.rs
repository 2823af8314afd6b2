//! One file per page: a function from what it shows to how it looks.

#[cfg(debug_assertions)]
pub(crate) mod pieces;

mod about;
mod account;
mod algorithm;
mod article;
mod change;
mod channel;
mod comments;
mod error;
mod finders;
mod following;
mod frame;
mod front;
mod history;
mod house;
mod ledger_report;
mod letter;
mod my_data;
mod newsroom;
mod offline;
mod operator;
mod piece;
mod saved;
mod search;
mod settings;
mod share;
mod shelf;
mod source;
mod sources;
mod story;
mod studio;
mod topic;
mod topics;
mod transparency;
mod watch;
mod why;
mod you;

pub use about::about;
pub use account::{
    account, code, delete, new_code, passkeys, password, recover, sessions, sign_in, sign_up, token, tokens,
};
pub use algorithm::algorithm;
pub use article::article;
pub use change::change;
pub use channel::channel;
pub use comments::{comments_page, my_comment, unsubscribe};
pub use error::error;
pub use finders::{finder, finders, preview};
pub use following::following;
pub use front::front;
pub use history::history;
pub use house::house;
pub use ledger_report::ledger_report;
pub use letter::{letter, letter_link};
pub use my_data::{erased, my_data};
pub use newsroom::{
    access, author_edit, authors, clip_queue, comment_queue, desk, empty_chair, manuscript_preview, manuscripts,
    medium, mentions, newsroom_house, nothing_open, opened, revisions, wall,
};
pub use offline::offline;
pub use operator::operator;
pub use saved::saved;
pub use search::search;
pub use settings::settings;
pub use share::{report, share};
pub use shelf::{shelf, withdrawn};
pub use source::source;
pub use sources::sources;
pub use story::story;
pub use studio::{player, studio, studio_clip, unlisted};
pub use topic::topic;
pub use topics::topics;
pub use transparency::transparency;
pub use watch::{deck, watch};
pub use why::why;
pub use you::{forget_everything, you};
