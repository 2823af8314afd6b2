//! The ledger for everybody: its head, who checked it, what it says, and what it cannot prove.

use super::frame::{Head, framed};
use crate::{
    chronicle::Asked,
    view::{HeadView, Place, PolicyView, TransparencyView, Visit},
    words::{self, LedgerWords, TransparencyWords},
};
use ledger::entry::{Kind, Minute};
use maud::{Markup, html};
use model::{MINUTE, Region, Time};

fn whole(visit: &Visit, content: Markup, title: &str) -> Markup {
    let head = Head { style: Some("ledger.css"), more: Markup::default() };
    framed(visit, Place::Elsewhere, title, head, content)
}

fn moment(visit: &Visit, at: Minute) -> String {
    words::moment(visit.tongue, Time(at.0 * MINUTE), visit.zone)
}

pub fn transparency(visit: &Visit, shown: &TransparencyView) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    let words = LedgerWords::of(visit.tongue);
    let content = html! {
        header.page-head {
            h1 { (says.title) }
            p.hint { (says.says) }
            p { a href="/my-data" { (says.to_my_data) } }
        }
        blockquote.promise { p { (words.promise) } }
        (alarms(visit, shown))
        section.proven aria-labelledby="head-title" {
            h2.rule-title #head-title { (says.head_title) }
            p.hint { (says.head_says) }
            @match &shown.head { Some(head) => (newest(visit, head, &shown.keys)), None => p { (says.no_head) } }
        }
        @if let Some(head) = &shown.head { (witnesses(visit, head)) }
        (region(visit, shown.region.as_ref()))
        (check(visit, &shown.base))
        @if let Some(policy) = &shown.policy {
            section.proven aria-labelledby="policy-title" {
                h2.rule-title #policy-title { (says.policy_title) }
                p.hint { ((says.policy_says)(policy.version, policy.entry)) }
                (policy_table(visit, policy))
            }
        }
        (counts(visit, shown))
        (requests(visit, &shown.requests))
        section.proven aria-labelledby="last-title" {
            h2.rule-title #last-title { (says.last_title) }
            p.hint { (says.last_says) }
            ol.told {
                @for (index, entry) in &shown.last {
                    li {
                        p.meta { (moment(visit, entry.time)) " · " a href={ "/ledger/entry/" (index) } { ((words.entry)(*index)) } " · " a href={ "/ledger/proof/" (index) } { (says.proof) } }
                        p { ((words.told)(&entry.body)) }
                    }
                }
            }
        }
        section.proven aria-labelledby="reports-title" {
            h2.rule-title #reports-title { (says.reports_title) }
            @if shown.reports.is_empty() { p { (says.no_report) } } @else { p.hint { (says.report_says) } }
            ul.plain-list {
                @for period in &shown.reports {
                    li {
                        a href={ "/transparency/" (period) } { ((says.report)(period)) } " · "
                        a href={ "/ledger/reports/" (period) ".csv" } { (says.csv) } " · "
                        a href={ "/ledger/reports/" (period) ".note" } { (says.note) }
                    }
                }
            }
        }
        @if let Some(policy) = &shown.policy { (terms(visit, policy)) }
        section.proven #limits aria-labelledby="limits-title" {
            h2.rule-title #limits-title { (says.limits_title) }
            p { (says.limits_say) }
            ul.plain-list { @for limit in says.limits { li { (limit) } } }
        }
    };
    whole(visit, content, says.title)
}

fn alarms(visit: &Visit, shown: &TransparencyView) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    let beat = shown.beat.as_ref().filter(|_| shown.beat_missing);
    html! {
        section.proven aria-labelledby="alarms-title" {
            h2.rule-title #alarms-title { (says.alarms) }
            @if let (Some((at, _)), Some(policy)) = (beat, &shown.policy) {
                p.notice.notice-bad { ((says.beat_missing)(&moment(visit, *at), policy.beat_minutes)) }
            }
            @for asked in &shown.overdue {
                @let due = shown.policy.as_ref().map_or(asked.at, |policy| due(asked.at, policy.answer_days));
                p.notice.notice-bad { ((says.overdue)(asked.index, &day(visit, due))) }
            }
            @if beat.is_none() && shown.overdue.is_empty() { p { (says.no_alarm) } }
        }
    }
}

fn due(at: Minute, days: u64) -> Minute {
    at.plus(i64::try_from(days).unwrap_or(0) * 24 * 60)
}

fn day(visit: &Visit, at: Minute) -> String {
    words::day(visit.tongue, Time(at.0 * MINUTE), visit.zone)
}

fn newest(visit: &Visit, head: &HeadView, keys: &[String]) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    html! {
        dl.facts.long {
            dt { (says.origin) } dd { (head.origin) }
            dt { (says.size) } dd { (words::whole(visit.tongue, head.size)) }
            dt { (says.root) } dd { code { (head.root) } }
            @if let Some(at) = head.at { dt { (says.newest_entry) } dd { (moment(visit, at)) } }
            dt { (says.keys) } dd { @for key in keys { code { (key) } br; } }
        }
        p { a href="/ledger/checkpoint" { (says.raw) } }
    }
}

fn witnesses(visit: &Visit, head: &HeadView) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    html! {
        section.proven aria-labelledby="witnesses-title" {
            h2.rule-title #witnesses-title { (says.witnesses_title) }
            p { strong { ((says.witnesses)(head.cosigners.len())) } }
            @if head.cosigners.is_empty() { p { (says.no_witness_says) } } @else {
                ul.plain-list.long { @for name in &head.cosigners { li { bdi { (name) } } } }
                p { (says.witnesses_say) }
            }
        }
    }
}

fn region(visit: &Visit, region: Option<&Region>) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    html! {
        section.proven #region aria-labelledby="region-title" {
            h2.rule-title #region-title { (says.region_title) }
            @match region {
                Some(region) => p { ((says.region)(region.as_str())) " " (says.region_says) },
                None => p { (says.no_region) },
            }
        }
    }
}

fn check(visit: &Visit, base: &str) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    html! {
        section.proven aria-labelledby="check-title" {
            h2.rule-title #check-title { (says.check_title) }
            ol.ways {
                li { p { (says.check_says[0]) } pre tabindex="0" { code { "python3 docs/verify.py " (base) "/ledger/" } } }
                li { p { (says.check_says[1]) } pre tabindex="0" { code { "caulbart audit " (base) "/ledger/" } } }
                li { p { (says.check_says[2]) " " a href="/my-data" { (words::MyDataWords::of(visit.tongue).title) } "." } }
            }
        }
    }
}

pub(super) fn policy_table(visit: &Visit, policy: &PolicyView) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    let words = LedgerWords::of(visit.tongue);
    html! {
        table.answers.stacked {
            thead { tr { th scope="col" { (says.who) } th scope="col" { (says.why) } th scope="col" { (says.what) } th scope="col" { (says.where_from) } } }
            tbody {
                @for line in &policy.lines {
                    tr {
                        td { ((words.role)(line.role)) }
                        td { ((words.purpose)(line.purpose)) }
                        td { (words.fields(line.fields)) }
                        td { @match &line.countries {
                            None => (words.any_country),
                            Some(countries) => (countries.as_slice().iter().map(|country| words.country(*country)).collect::<Vec<_>>().join(", ")),
                        } }
                    }
                }
            }
        }
    }
}

fn counted<T: AsRef<str>>(visit: &Visit, caption: &str, rows: &[(T, u64)]) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    html! {
        table.answers.counts {
            thead { tr { th scope="col" { (caption) } th.number scope="col" { (says.count) } } }
            tbody { @for (name, count) in rows { tr { td { (name.as_ref()) } td.number { (words::whole(visit.tongue, *count)) } } } }
        }
    }
}

fn counts(visit: &Visit, shown: &TransparencyView) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    let words = LedgerWords::of(visit.tongue);
    let beat = shown.beat.as_ref();
    let of_kinds: Vec<(&str, u64)> = beat
        .map(|(_, beat)| Kind::COUNTED.iter().map(|kind| ((words.kind)(*kind), beat.counts.of(*kind))).collect())
        .unwrap_or_default();
    let accesses: Vec<(String, u64)> = shown
        .chronicle
        .accesses
        .iter()
        .map(|((role, purpose), count)| (format!("{}, {}", (words.role)(*role), (words.purpose)(*purpose)), *count))
        .collect();
    let decisions: Vec<(&str, u64)> =
        shown.chronicle.decisions.iter().map(|(action, count)| ((words.action)(*action), *count)).collect();
    html! {
        section.proven aria-labelledby="counts-title" {
            h2.rule-title #counts-title { (says.counts_title) }
            @if let Some((at, beat)) = beat {
                p.hint { (says.counts_say) }
                p.meta { ((says.beat_says)(beat.number, &moment(visit, *at))) }
                div.side-by-side {
                    (counted(visit, says.size, &of_kinds))
                    (counted(visit, says.counted, &[
                        (says.timelines, beat.counts.timelines), (says.unlocks, beat.counts.unlocks),
                        (says.digests, beat.counts.digests), (says.deposits, beat.counts.deposits),
                    ]))
                }
            }
        }
        section.proven aria-labelledby="accesses-title" {
            h2.rule-title #accesses-title { (says.accesses_title) }
            @if accesses.is_empty() { p { (says.no_access) } } @else { (counted(visit, says.who, &accesses)) }
        }
        section.proven aria-labelledby="decisions-title" {
            h2.rule-title #decisions-title { (says.decisions_title) }
            @if decisions.is_empty() { p { (says.no_decision) } } @else { (counted(visit, says.decisions_title, &decisions)) }
        }
    }
}

fn requests(visit: &Visit, requests: &[(Asked, Minute)]) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    let words = LedgerWords::of(visit.tongue);
    html! {
        section.proven aria-labelledby="requests-title" {
            h2.rule-title #requests-title { (says.requests_title) }
            @if requests.is_empty() { p { (says.no_request) } } @else {
                table.answers.stacked {
                    thead { tr { th scope="col" { (says.asked) } th scope="col" { (says.country) } th scope="col" { (says.answer) } } }
                    tbody {
                        @for (asked, due) in requests {
                            tr {
                                td { a href={ "/ledger/entry/" (asked.index) } { (day(visit, asked.at)) } ", " ((words.asked)(asked.asked)) }
                                td { (words.country(asked.country)) }
                                td { @match asked.outcome {
                                    None => ((says.due)(&day(visit, *due))),
                                    Some((at, result, accounts, _)) => {
                                        (day(visit, at)) ": " ((words.settled)(result)) "; " ((says.accounts_of)(accounts, asked.accounts))
                                    }
                                } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// In her language where the text that holds is the one that was translated; the words that bind stand beside it.
fn terms(visit: &Visit, policy: &PolicyView) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    let translated = says.terms_in_words.filter(|_| policy.terms_fit);
    html! {
        section.proven #terms aria-labelledby="terms-title" {
            h2.rule-title #terms-title { (says.terms_title) }
            @match translated {
                Some(text) => {
                    p.hint { (says.terms_language) }
                    (terms_text(visit.tongue.tag(), text))
                    details { summary { (says.terms_that_bind) } (terms_text("en", &policy.terms)) }
                }
                None => (terms_text("en", &policy.terms)),
            }
            p.meta {
                @if policy.terms_fit { ((says.terms_fit)(policy.entry)) } @else { ((says.terms_differ)(policy.entry)) }
            }
        }
    }
}

/// The text as it stands in its file: a title, numbered lines, a closing sentence.
fn terms_text(language: &str, text: &str) -> Markup {
    let (mut numbered, mut others): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let begins = line.split_once(". ").filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
        match (begins, line.trim()) {
            (_, "") => {}
            (Some((_, text)), _) => numbered.push(text.to_owned()),
            (None, text) if line.starts_with(' ') => {
                if let Some(last) = numbered.last_mut() {
                    last.push(' ');
                    last.push_str(text);
                }
            }
            (None, text) => others.push(text.to_owned()),
        }
    }
    let closing = others.join(" ");
    html! {
        ol.ways lang=(language) { @for line in &numbered { li { (line) } } }
        @if !closing.is_empty() { p lang=(language) { em { (closing.trim_matches('*')) } } }
    }
}
