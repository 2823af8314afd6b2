//! All that a reader can wish for, on one page, with one button.

use super::frame::frame;
use crate::{
    parts::{hers, notice},
    view::{Contrast, Look, Order, Place, TextSize, Visit},
    wishes::{MINUTES, SLOTS},
    words::{LetterWords, ReadingWords, Tongue},
};
use maud::{Markup, html};

/// `kept`: she has just set something.
pub fn settings(visit: &Visit, kept: bool) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    let said = visit.words();
    let wishes = &visit.wishes;
    let orders = Order::ALL.map(Order::word).into_iter().zip(ReadingWords::orders(said)).collect();
    let looks = Look::ALL.map(Look::word).into_iter().zip([said.as_device, said.light, said.dark]).collect();
    let contrasts = Contrast::ALL.map(Contrast::word).into_iter().zip(words.contrasts).collect();
    let sizes = TextSize::ALL.map(TextSize::word).into_iter().zip(words.text_sizes).collect();
    let content = html! {
        (hers(visit, "/settings"))
        header.page-head {
            h1 { (words.settings) }
            p.hint { (words.settings_say) }
        }
        @if kept { (notice(false, words.settings_kept)) }
        form.wishes method="post" action="/settings" {
            (radios("order", words.first_order, words.first_order_says, orders, wishes.order.word()))
            (radios("text", words.text_size, words.text_size_says, sizes, wishes.text.word()))
            (radios("look", said.colours, "", looks, wishes.look.word()))
            (radios("contrast", words.contrast, "", contrasts, wishes.contrast.word()))
            (languages(visit))
            fieldset {
                legend { (words.breaks) }
                p.hint { (words.breaks_say) }
                (menu("slots", words.break_slots, SLOTS.map(|slots| (slots, (words.after_slots)(slots))).into(), wishes.slots))
                (menu("minutes", words.break_minutes, MINUTES.map(|minutes| (minutes, (words.after_minutes)(minutes))).into(), wishes.minutes))
            }
            p.actions { button.button { (words.keep_settings) } }
        }
        section.elsewhere aria-labelledby="elsewhere-title" {
            h2.rule-title #elsewhere-title { (words.elsewhere) }
            ul.told {
                li { a href="/?order=for-you" { (said.tune) } ": " (words.tune_elsewhere) }
                li { a href="/following" { (words.following) } ": " (words.following_elsewhere) }
                li { a href="/rules" { (crate::words::FindWords::of(visit.tongue).rules) } ": " (words.rules_elsewhere) }
                li { a href="/letter" { (LetterWords::of(visit.tongue).title) } ": " (words.letter_elsewhere) }
                li { a href="/you" { (said.you_title) } ": " (words.learned_elsewhere) }
            }
        }
    };
    frame(visit, Place::You, words.settings, content)
}

fn radios(name: &str, title: &str, says: &str, choices: Vec<(&'static str, &'static str)>, chosen: &str) -> Markup {
    html! {
        fieldset {
            legend { (title) }
            @if !says.is_empty() { p.hint { (says) } }
            div.radios {
                @for (value, label) in choices {
                    label { input type="radio" name=(name) value=(value) checked[value == chosen]; " " (label) }
                }
            }
        }
    }
}

fn languages(visit: &Visit) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    let chosen = visit.wishes.tongue;
    html! {
        fieldset {
            legend { (visit.words().language) }
            div.radios {
                label { input type="radio" name="tongue" value="device" checked[chosen.is_none()]; " " (words.as_browser) }
                @for tongue in Tongue::ALL {
                    label lang=(tongue.tag()) {
                        input type="radio" name="tongue" value=(tongue.tag()) checked[chosen == Some(tongue)]; " " (tongue.name())
                    }
                }
            }
        }
    }
}

fn menu(name: &str, label: &str, choices: Vec<(u8, String)>, chosen: u8) -> Markup {
    html! {
        label.menu-wish {
            (label) " "
            select name=(name) { @for (value, says) in choices { option value=(value) selected[value == chosen] { (says) } } }
        }
    }
}
