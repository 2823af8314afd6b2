//! The address of an article, to be given to others; and the form by which a reader reports one.

use super::frame::frame;
use crate::{
    parts::report_form,
    view::{Place, ReportView, ShareView, Visit},
};
use maud::{Markup, html};

pub fn share(visit: &Visit, shown: &ShareView) -> Markup {
    let words = visit.words();
    let content = html! {
        section.narrow {
            header.page-head {
                h1 { (words.share) }
                p.hint { bdi { (shown.headline) } " · " bdi { (shown.source) } }
            }
            p {
                label for="share-here" { (words.share_here) }
                input #share-here.share-address readonly value=(shown.here);
            }
            @if !shown.url.is_empty() {
                p {
                    label for="share-source" { ((words.share_at_source)(&shown.source)) }
                    input #share-source.share-address readonly value=(shown.url);
                }
            }
            p.actions { a.button href={ "/article/" (shown.item) } { (words.back) } }
        }
    };
    frame(visit, Place::Elsewhere, words.share, content)
}

pub fn report(visit: &Visit, shown: &ReportView) -> Markup {
    let words = visit.words();
    let content = html! {
        section.narrow {
            header.page-head {
                h1 { (words.report) }
                p.hint { bdi { (shown.headline) } " · " bdi { (shown.source) } }
            }
            @if shown.noted {
                p role="status" { (words.report_noted) }
            } @else {
                (report_form(visit, shown.item))
            }
            p.actions {
                a.button href={ "/article/" (shown.item) } { (words.back) }
                @if shown.noted { a href="/" { (words.back_to_front) } }
            }
        }
    };
    frame(visit, Place::Elsewhere, words.report, content)
}
