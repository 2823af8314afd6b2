//! Where staff opens a reader's data: the form, what was opened, and that it is over.

use super::room;
use crate::{
    parts::refusal,
    view::{AccessView, OpenedLine, OpenedView, Visit},
    words::{self, AccessWords, LedgerWords, MyDataWords},
};
use ledger::entry::Field;
use maud::{Markup, html};
use newsroom::Editor;

const AT: &str = "/newsroom/access";

pub fn access(visit: &Visit, shown: &AccessView) -> Markup {
    let (says, ledger, typed) = (AccessWords::of(visit.tongue), LedgerWords::of(visit.tongue), &shown.typed);
    let content = html! {
        header.page-head { h1 { (says.title) } }
        @if let Some(fault) = &shown.fault { (refusal(fault)) }
        section.desk {
            ul.hint.plain-list { @for sentence in says.says { li { (sentence) } } }
            form.medium-form.opening method="post" action=(AT) autocomplete="off" {
                label { (says.reader) input name="reader" value=(typed.reader) dir="auto" maxlength="100" required; span.hint { (says.reader_says) } }
                fieldset {
                    legend { (says.fields) }
                    @for field in Field::ALL {
                        label.tick { input type="checkbox" name="fields" value=(field.word()) checked[typed.fields.iter().any(|word| word == field.word())]; " " ((says.field)(*field)) }
                    }
                }
                label { (says.purpose)
                    select name="purpose" {
                        @for purpose in &shown.purposes { option value=(purpose.word()) selected[purpose.word() == typed.purpose] { ((ledger.purpose)(*purpose)) } }
                    }
                }
                label { (says.reference) input name="reference" value=(typed.reference) maxlength="21" required; span.hint { (says.reference_says) } }
                label { (says.country) input name="country" value=(typed.country) maxlength="2" required; span.hint { (says.country_says) } }
                label { (says.minutes) input name="minutes" type="number" min="1" max="1440" value=(typed.minutes) required; }
                button.button { (says.open) }
            }
        }
    };
    room(visit, Some(&shown.editor), says.title, content)
}

pub fn opened(visit: &Visit, shown: &OpenedView) -> Markup {
    let (says, ledger, hers) =
        (AccessWords::of(visit.tongue), LedgerWords::of(visit.tongue), MyDataWords::of(visit.tongue));
    let content = html! {
        header.page-head {
            h1 { (says.opened) }
            p.hint { ((says.until)(&words::moment(visit.tongue, shown.until, visit.zone))) }
        }
        @for (reader, fields) in &shown.readers {
            section.desk {
                h2 { ((says.of_reader)(reader.0)) }
                @for (field, kinds) in fields {
                    h3 { ((says.field)(*field)) }
                    @if kinds.is_empty() { p { (says.nothing) } }
                    @for rows in kinds {
                        h4 { ((hers.kind)(&rows.kind)) }
                        ul.house-rows { @for line in &rows.lines { li { (row(visit, line)) } } }
                    }
                }
            }
        }
        section.desk {
            h2 { (says.copy) }
            p.hint { (says.copy_says) }
            pre.entry tabindex="0" { code { (shown.entry) } }
            p { a href={ "/ledger/entry/" (shown.index) } { ((ledger.entry)(shown.index)) } " · " a href={ "/ledger/proof/" (shown.index) } download={ "entry-" (shown.index) ".tlog-proof" } { (says.proof) } }
        }
    };
    room(visit, Some(&shown.editor), says.opened, content)
}

fn row(visit: &Visit, line: &OpenedLine) -> Markup {
    html! {
        span {
            @if !line.text.is_empty() { bdi { (line.text) } }
            @if let Some((item, title)) = &line.item { " " a href={ "/article/" (item.0) } { bdi { (title) } } }
        }
        @if let Some(at) = line.at { span.meta { (words::moment(visit.tongue, at, visit.zone)) } }
    }
}

pub fn nothing_open(visit: &Visit, editor: &Editor) -> Markup {
    let says = AccessWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (says.over) } }
        section.desk {
            p { (says.over_says) }
            p { a href=(AT) { (says.again) } }
        }
    };
    room(visit, Some(editor), says.over, content)
}
