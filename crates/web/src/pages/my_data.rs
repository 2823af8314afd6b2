//! What is kept about a reader, who opened it, and its end.

use super::{
    frame::{Head, framed},
    letter::withdraw,
    transparency::policy_table,
};
use crate::{
    parts::refusal,
    view::{ErasedView, MineView, MyDataView, Place, Visit},
    words::{self, LedgerWords, LetterWords, MyDataWords},
};
use maud::{Markup, html};

fn whole(visit: &Visit, content: Markup, title: &str) -> Markup {
    let head = Head { style: Some("ledger.css"), more: Markup::default() };
    framed(visit, Place::You, title, head, content)
}

pub fn my_data(visit: &Visit, shown: &MyDataView) -> Markup {
    let says = MyDataWords::of(visit.tongue);
    let content = html! {
        header.page-head {
            h1 { (says.title) }
            p.hint { (says.says) }
            @if shown.kept.is_some() {
                nav.on-page aria-label=(says.on_this_page) {
                    @for (id, title) in [("kept", says.kept_title), ("entries", says.entries_title), ("who", says.who_title), ("along", says.along_title), ("erase", says.erase_title)] {
                        a href={ "#" (id) } { (title) } " "
                    }
                }
            }
        }
        blockquote.promise { p { (LedgerWords::of(visit.tongue).promise) } }
        @match &shown.kept {
            Some(kept) => {
                @if kept.unsure { (refusal(says.erase_unsure)) }
                (what_is_kept(visit, kept))
                (entries(visit, shown, kept))
                (who(visit, shown))
                @if kept.has_account { (deposited(visit, kept)) }
                (along(visit))
                (erase(visit, kept))
            }
            None => {
                section.empty { h2 { (says.nothing) } p { (says.nothing_says) } }
                (who(visit, shown))
            }
        }
    };
    whole(visit, content, says.title)
}

fn what_is_kept(visit: &Visit, kept: &MineView) -> Markup {
    let says = MyDataWords::of(visit.tongue);
    let words = LedgerWords::of(visit.tongue);
    html! {
        section.proven #kept aria-labelledby="kept-title" {
            h2.rule-title #kept-title { (says.kept_title) }
            p.hint { ((says.kept_says)(&visit.edition.title)) }
            @if let Some(since) = kept.since { p.hint { ((says.since)(&words::moment(visit.tongue, since, visit.zone))) } }
            table.answers.classes {
                thead { tr { th scope="col" { (says.what) } th.number scope="col" { (says.rows) } } }
                @for (class, kinds) in &kept.classes {
                    tbody {
                        tr.class { th scope="rowgroup" colspan="2" { b { (crate::shown::capitalised((words.field)(*class))) } " " span.key { ((says.key)(class.word())) } } }
                        @for (kind, rows) in kinds {
                            tr { td { ((says.kind)(kind)) } td.number { (words::whole(visit.tongue, *rows)) } }
                        }
                        @if kinds.is_empty() { tr { td colspan="2" { (says.none_of_it) } } }
                    }
                }
            }
            p.hint { (says.not_sealed) }
            @if let Some([channels, clips]) = kept.filmed { p.hint { ((says.filmed)(channels, clips)) } }
        }
    }
}

/// The script finds its words and templates in here; see ledger.js.
fn entries(visit: &Visit, shown: &MyDataView, kept: &MineView) -> Markup {
    let says = MyDataWords::of(visit.tongue);
    let words = LedgerWords::of(visit.tongue);
    let verify = format!("python3 docs/verify.py {}/ledger/", shown.base);
    html! {
        section.proven #entries aria-labelledby="entries-title" data-ledger="/ledger/" data-key=(kept.tag_key) data-words=(words.for_a_script()) {
            h2.rule-title #entries-title { (says.entries_title) }
            p.hint { (says.entries_say) }
            noscript {
                p.notice { (says.without_script) }
                pre tabindex="0" { code { (verify) } }
            }
            progress aria-label=(says.entries_title) {}
            div.checked data-says role="status" {}
            ol.told data-hers {}
            details {
                summary { (says.tag_key) }
                p { code.long { (kept.tag_key) } }
                p.hint { (says.tag_key_says) }
                p.hint { (says.by_hand) }
                p.hint { code { (verify) } }
            }
            @for (name, sentence) in &says.spoken { template data-say=(name) { p { (sentence) } } }
            (templates(says))
        }
    }
}

fn templates(says: &MyDataWords) -> Markup {
    let line = &says.line;
    let kinds = [("access", line.access), ("transfer", line.transfer), ("erase", line.erase), ("", line.other)];
    html! {
        @for (kind, told) in kinds {
            template data-entry=(kind) {
                li {
                    p.meta { time { "{time}" } " · " (line.entry) " · " a data-proof { (line.proof) } }
                    p {
                        (told)
                        @if kind == "access" { " " (line.reference) }
                        " " span data-if="sealed" { (line.was_sealed) }
                    }
                }
            }
        }
    }
}

fn who(visit: &Visit, shown: &MyDataView) -> Markup {
    let says = MyDataWords::of(visit.tongue);
    html! {
        section.proven #who aria-labelledby="who-title" {
            h2.rule-title #who-title { (says.who_title) }
            ul.plain-list { @for sentence in &says.who_says[..2] { li { (sentence) } } }
            @if let Some(policy) = &shown.policy {
                p { (says.who_says[2]) }
                (policy_table(visit, policy))
                p.meta { ((says.policy_says)(policy.version)) }
            }
            p { a href="/transparency" { (says.to_transparency) } }
        }
    }
}

fn deposited(visit: &Visit, kept: &MineView) -> Markup {
    let says = LetterWords::of(visit.tongue);
    html! {
        section.proven #deposited aria-labelledby="deposited-title" {
            h2.rule-title #deposited-title { (says.deposited_title) }
            @match &kept.deposited {
                None => p { (says.nothing_deposited) },
                Some(deposited) => {
                    p { ((says.deposited)(&words::moment(visit.tongue, deposited.since, visit.zone), deposited.uses)) }
                    p { (says.can_open) }
                    (withdraw(visit))
                }
            }
            p { a href="/letter" { (says.title) } }
        }
    }
}

fn along(visit: &Visit) -> Markup {
    let says = MyDataWords::of(visit.tongue);
    html! {
        section.proven #along aria-labelledby="along-title" {
            h2.rule-title #along-title { (says.along_title) }
            ul.plain-list {
                li { a href="/you.json" download { (says.download) } ": " (says.download_says) }
                li { a href="/receipt" download { (says.receipt) } ": " (says.receipt_says) }
                li { (says.proofs_say) }
                li { a href="/you" { (says.learned) } }
            }
        }
    }
}

fn erase(visit: &Visit, kept: &MineView) -> Markup {
    let says = MyDataWords::of(visit.tongue);
    html! {
        section.proven #erase aria-labelledby="erase-title" {
            h2.rule-title #erase-title { (says.erase_title) }
            p { (says.erase_says) }
            @if kept.has_account { p { (says.erase_account) } }
            @if kept.filmed.is_some() { p { (says.erase_clips) } }
            form.erase method="post" action="/my-data/erase" {
                label { input type="checkbox" name="sure" value="yes" required; " " (says.erase_sure) }
                button.button { (says.erase_yes) }
            }
        }
    }
}

pub fn erased(visit: &Visit, shown: &ErasedView) -> Markup {
    let says = MyDataWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (says.erased_title) } }
        section.proven {
            ul.plain-list {
                @for sentence in says.erased_says { li { (sentence) } }
                @if shown.has_filmed { li { (says.erased_clips) } }
            }
            @match &shown.entry {
                None => p { (says.erased_no_keys) },
                Some(entry) => {
                    h2.rule-title { (says.erased_entry) }
                    pre.long tabindex="0" { code { (entry.text) } }
                    @match entry.index {
                        Some(index) => {
                            p { ((says.erased_stands)(index)) }
                            ul.plain-list {
                                li { a href={ "/ledger/proof/" (index) } download={ "entry-" (index) ".tlog-proof" } { (says.proof) } }
                                li { a href={ "/ledger/entry/" (index) } { ((LedgerWords::of(visit.tongue).entry)(index)) } }
                            }
                        }
                        None => p { (says.erased_soon) " " a href="/transparency" { (says.erased_look) } },
                    }
                    dl.facts.long {
                        dt { (says.nonce) } dd { code { (entry.nonce) } }
                        dt { (says.tag) } dd { code { (entry.tag) } }
                    }
                    p { (says.erased_verify) }
                    pre tabindex="0" { code { "python3 docs/verify.py " (shown.base) "/ledger/" } }
                }
            }
            p { a href="/transparency" { (says.to_transparency) } }
        }
    };
    whole(visit, content, says.erased_title)
}
