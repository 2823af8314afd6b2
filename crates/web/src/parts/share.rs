//! Sharing and reporting an item. Plain forms: they work without a script.

use crate::view::Visit;
use maud::{Markup, html};
use model::{ItemId, ReportReason};

/// A script shares or copies the address in place; without one, a page shows it.
pub fn share(visit: &Visit, item: ItemId, headline: &str) -> Markup {
    let words = visit.words();
    html! {
        form.choose method="post" action="/share" data-share=(item) data-title=(headline) {
            input type="hidden" name="item" value=(item);
            button.quiet { (words.share) }
            span.noted role="status" data-noted=(words.address_copied) {}
        }
    }
}

pub fn report_form(visit: &Visit, item: ItemId) -> Markup {
    let words = visit.words();
    html! {
        form.report method="post" action="/report" {
            input type="hidden" name="item" value=(item);
            fieldset {
                legend { (words.report_why) }
                @for (reason, label) in ReportReason::ALL.into_iter().zip(words.report_reasons) {
                    label { input type="radio" name="reason" value=(reason.word()) required; " " (label) }
                }
            }
            p.hint { (words.report_says) }
            button.button { (words.report) }
        }
    }
}
