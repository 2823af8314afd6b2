//! Pieces of pages, for the style guide: the very functions that draw the pages.

pub use super::{
    article::read,
    error::said,
    frame::frame,
    front::{end, nothing, orders},
    search::form as search_form,
    sources::{add, source_row},
    story::{plot, side},
    why::bars,
};
