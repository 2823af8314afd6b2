//! Pictures: always with their size, so that nothing moves when they arrive.

use crate::view::{PictureView, Visit};
use maud::{Markup, html};

/// How large a picture will stand, which decides the file that a browser takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    Lead,
    Column,
    Thumb,
    Page,
}

impl Fit {
    fn sizes(self) -> &'static str {
        match self {
            Fit::Lead => "(min-width: 64rem) 50rem, 100vw",
            Fit::Column => "(min-width: 64rem) 25rem, (min-width: 40rem) 50vw, 7rem",
            Fit::Thumb => "9rem",
            Fit::Page => "(min-width: 56rem) 52rem, 100vw",
        }
    }
}

/// An image of unknown size gets the shape of most press pictures; the style sheet crops it anyway.
fn dimensions(picture: &PictureView) -> (u32, u32) {
    if picture.width == 0 || picture.height == 0 { (1200, 800) } else { (picture.width, picture.height) }
}

pub fn picture(picture: &PictureView, fit: Fit) -> Markup {
    let (width, height) = dimensions(picture);
    let first = matches!(fit, Fit::Lead | Fit::Page);
    html! {
        img src=(picture.src)
            srcset=[(!picture.srcset.is_empty()).then_some(&picture.srcset)]
            sizes=[(!picture.srcset.is_empty()).then_some(fit.sizes())]
            width=(width) height=(height) alt=(picture.alt)
            loading=(if first { "eager" } else { "lazy" }) fetchpriority=[first.then_some("high")] decoding="async";
    }
}

/// A picture that is part of what is read, with its credit.
pub fn figure(visit: &Visit, shown: &PictureView) -> Markup {
    html! {
        figure.figure {
            (picture(shown, Fit::Page))
            @if !shown.credit.is_empty() {
                figcaption {
                    // Some credits say already what they are: “Illustration: Ida Venn”.
                    @if shown.credit.contains(": ") { (shown.credit) } @else { ((visit.words().picture_by)(&shown.credit)) }
                }
            }
        }
    }
}
