//! What ranks, and by which numbers: for everybody.

use super::frame::{Head, framed};
use crate::{
    view::{AlgorithmView, Place, Visit},
    words::{self, AlgorithmWords},
};
use maud::{Markup, html};
use model::{MINUTE, Time};

pub fn algorithm(visit: &Visit, shown: &AlgorithmView) -> Markup {
    let says = AlgorithmWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (says.title) } p.hint { (says.says) } }
        section.proven aria-labelledby="model-title" {
            h2.rule-title #model-title { (says.model_title) }
            @match &shown.model {
                _ if shown.off => p { (says.off) },
                None => p { (says.by_hand) },
                Some((number, hash, fitted)) => {
                    p { ((says.model)(*number, &words::moment(visit.tongue, *fitted, visit.zone))) }
                    dl.facts.long { dt { (says.hash) } dd { code { (hash) } } }
                }
            }
        }
        @if !shown.models.is_empty() { (history(visit, shown)) }
        section.proven aria-labelledby="deeds-title" {
            h2.rule-title #deeds-title { (says.deeds_title) }
            p.hint { (says.deeds_say) }
            table.answers.counts {
                thead { tr { th scope="col" { (says.deed_head) } th.number scope="col" { (says.worth) } } }
                tbody { @for (head, worth) in &shown.heads { tr { td { ((says.deed)(*head)) } td.number { (words::signed(visit.tongue, *worth, 2)) } } } }
            }
        }
        (weights(visit, shown))
        section.proven aria-labelledby="sliders-title" {
            h2.rule-title #sliders-title { (says.sliders_title) }
            p { (says.sliders_say) }
            p.actions { a.button href="/?order=for-you" { (says.to_sliders) } a.button href="/?order=newest" { (says.without) } }
        }
        section.proven aria-labelledby="replay-title" {
            h2.rule-title #replay-title { (says.replay_title) }
            p { (says.replay_says[0]) }
            p { a href="/receipt" download { (visit.words().receipt) } }
            pre tabindex="0" { code { "caulbart replay caulbart-page.bundle" } }
            p { (says.replay_says[1]) }
            p.hint { (visit.words().receipt_says) }
        }
        section.proven #never aria-labelledby="never-title" {
            h2.rule-title #never-title { (says.never_title) }
            p { (visit.words().never_learned_says) }
            p.meta { (shown.never.join(" · ")) }
        }
    };
    let head = Head { style: Some("ledger.css"), more: Markup::default() };
    framed(visit, Place::Elsewhere, says.title, head, content)
}

fn history(visit: &Visit, shown: &AlgorithmView) -> Markup {
    let says = AlgorithmWords::of(visit.tongue);
    html! {
        section.proven aria-labelledby="since-title" {
            h2.rule-title #since-title { (says.since_title) }
            p.hint { (says.since_says) }
            table.answers {
                thead { tr { th scope="col" { (says.since) } th scope="col" { (says.ranked_by) } th scope="col" { (says.proof) } } }
                tbody {
                    @for (index, at, hash) in &shown.models {
                        tr {
                            td { (words::moment(visit.tongue, Time(at.0 * MINUTE), visit.zone)) }
                            td { @match hash {
                                None => (says.weights_by_hand),
                                Some(hash) => code.cut title=(hash) { (hash.get(..12).unwrap_or(hash)) "…" },
                            } }
                            td { a href={ "/ledger/proof/" (index) } { ((words::LedgerWords::of(visit.tongue).entry)(*index)) } }
                        }
                    }
                }
            }
        }
    }
}

fn weights(visit: &Visit, shown: &AlgorithmView) -> Markup {
    let says = AlgorithmWords::of(visit.tongue);
    html! {
        section.proven aria-labelledby="weights-title" {
            h2.rule-title #weights-title { (says.weights_title) }
            p.hint { ((says.weights_say)(shown.read_by_model)) }
            table.answers.classes {
                thead { tr { th scope="col" { (says.signal) } th.number scope="col" { (says.weight) } } }
                @for (group, signals) in &shown.groups {
                    tbody {
                        tr.class { th scope="rowgroup" colspan="2" { b { (group) } } }
                        @for signal in signals {
                            tr {
                                td {
                                    (signal.says) " " code { (signal.name) }
                                    @if signal.explicit { " " span.key { (says.explicit) } }
                                }
                                td.number { (words::signed(visit.tongue, signal.weight, 2)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
