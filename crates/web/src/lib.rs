//! **What does a reader see?**
//!
//! Requests become questions to the crates below, and their answers become pages: a route asks, a view says what a page
//! needs, a page draws it, the catalogue finds the words. Nothing here ranks, and nothing here knows SQL.
//!
//! ```text
//! request ─▶ reply::around ─▶ route ─▶ readers, store, desk
//!                ▲              │
//!                └── Page or Wrong ◀── pages ◀── view
//! ```

mod site;

mod age;
mod api;
mod arrival;
pub mod chronicle;
mod comments;
mod outward;
pub mod pages;
mod parts;
mod reply;
mod routes;
mod shown;
mod sitting;
pub mod view;
mod wishes;
pub mod words;

#[cfg(debug_assertions)]
mod styleguide;

mod assets;
mod headers;
mod lent;
mod marked;
mod once;
mod picture_address;
mod safety;
mod shelf;
mod traffic;
mod tries;
mod turns;
mod versions;
mod wrong;

pub use assets::assets_hash;
pub use outward::{CRAWLERS, CrawlerRule};
pub use picture_address::WIDTHS as PICTURE_WIDTHS;
pub use routes::router;
pub use site::{ClipPart, Later, LetterLink, LetterOrder, NewsDesk, Ordered, Parts, PictureFile, Relay, Relayed, Site};
pub use wrong::Wrong;
