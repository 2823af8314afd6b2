//! **What does another newsroom's export hold?**
//!
//! An edition that moves in brings years of articles; one that moves out takes them along. Four kinds of export are
//! read here: WordPress's ([`wordpress`]), Ghost's ([`ghost`]), a folder of Markdown files ([`markdown_file`], a file
//! at a time) and Caulbart's own, which is such a folder with a [`manifest`] beside it; [`own`] writes it. All yield
//! the same [`Part`]s, one after another, so that ten thousand articles take no more memory than the longest of them.
//!
//! Reading never fails: what could be read is handed over, and the [`Summary`] says in sentences what could not, what
//! was read otherwise, and what was left aside. Parts come in the same order at every reading and have a key each
//! ([`Part::key`]), so whoever was interrupted reads again and skips what is there. No I/O of its own, no clock.

mod dates;
mod faults;
mod folder;
mod front;
mod ghost;
mod json;
pub mod own;
mod parts;
mod wordpress;
mod words;
mod xml;

pub use faults::{Fault, FaultKind, MOST_FAULTS, Summary, Take};
pub use folder::{FileRead, markdown_file};
pub use ghost::ghost;
pub use own::manifest;
pub use parts::{Author, Body, Comment, CommentState, Medium, Part, Post, Redirect, Section, Site, State, Tag};
pub use wordpress::wordpress;
pub use words::percent_decoded;
