//! How a text stood before its source changed it.

use crate::{
    view::{VersionView, Visit},
    words,
};
use maud::{Markup, html};

pub fn versions(visit: &Visit, kept: &[VersionView]) -> Markup {
    html! {
        @if !kept.is_empty() {
            details.versions {
                summary { ((visit.words().earlier_versions)(kept.len())) }
                @for version in kept {
                    section {
                        p.meta { ((visit.words().as_seen)(&words::moment(visit.tongue, version.seen, visit.zone))) }
                        p.headline { (version.title) }
                        @if !version.standfirst.is_empty() { p.standfirst { (version.standfirst) } }
                        @if !version.text.is_empty() { p.old-text { (version.text) } }
                    }
                }
            }
        }
    }
}
