//! What was wrong with a query, and where.

use crate::{
    view::{TypedQuery, Visit},
    words::FindWords,
};
use maud::{Markup, html};
use search::query::Fault;

/// Names what is wrong with a field's query, for its `aria-describedby`; `None` where nothing is.
pub fn faults_of(query: &TypedQuery) -> Option<&'static str> {
    (!query.faults.is_empty()).then_some("query-faults")
}

/// Nothing where nothing was wrong.
pub fn query_faults(visit: &Visit, query: &TypedQuery) -> Markup {
    let words = FindWords::of(visit.tongue);
    html! {
        @if !query.faults.is_empty() {
            div.notice.notice-bad #query-faults role="alert" {
                ul.query-faults {
                    @for fault in &query.faults {
                        li {
                            p { ((words.fault)(&fault.what)) }
                            pre aria-hidden="true" { (pointed_at(&query.typed, fault)) }
                        }
                    }
                }
            }
        }
    }
}

/// Characters around the place that are shown with it.
const AROUND: usize = 15;

/// The part of the query around the fault, with carets below it.
fn pointed_at(typed: &str, fault: &Fault) -> String {
    let from = fault.at.saturating_sub(AROUND);
    let flat = |c: char| if c.is_control() { ' ' } else { c };
    let length = fault.length.min(2 * AROUND);
    let shown: String = typed.chars().skip(from).take(fault.at - from + length + AROUND).map(flat).collect();
    let lead = if from > 0 { "…" } else { "" };
    let indent = fault.at - from + lead.chars().count();
    format!("{lead}{shown}\n{}{}", " ".repeat(indent), "^".repeat(length))
}

#[cfg(test)]
mod tests {
    use super::pointed_at;
    use search::Query;

    #[test]
    fn carets_stand_below_what_was_not_understood() {
        for (typed, want) in [
            ("ferry topic:boats", "ferry topic:boats\n      ^^^^^^^^^^^"),
            ("ä \"ö", "ä \"ö\n  ^"),
            ("a lot of words that go on and on before (", "… and on before (\n                ^"),
        ] {
            let faults = Query::read(typed).faults;
            assert_eq!(pointed_at(typed, &faults[0]), want);
        }
    }
}
