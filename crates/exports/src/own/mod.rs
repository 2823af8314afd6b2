//! Caulbart's own export.
//!
//! A folder: `caulbart.json` (the edition, its authors with their texts, sections, tags, media, redirects), a file of
//! Markdown for each text, in `articles/` or `pages/`, and the media in `media/`. The front matter of a text is one line
//! a key (one a comment), each value written as JSON, which is YAML too: site generators read these files as they are.
//!
//! Version 1 keeps every field of [`Post`](crate::Post), [`Medium`](crate::Medium) and the others exactly, with one
//! exception: **the e-mail address of whoever wrote a comment is never written.** It was given in confidence, and an
//! export is a folder that is sent around. An author's address is written where whoever exports fills it in.

mod manifest;
mod names;
mod texts;

pub use manifest::{MANIFEST, manifest, write_manifest};
pub use names::{file_name, safe_name};
pub use texts::write_post;

pub(crate) use texts::post_of;

/// The format that is written.
pub const VERSION: u32 = 1;

/// The key by which a file of ours is known, with the version as its value.
pub(crate) const MARK: &str = "caulbart";
