//! Sliders by which a reader tunes her timeline. Without a script, "Show" loads the page anew.

use crate::view::{TuneView, Visit};
use maud::{Markup, html};
use timeline::{Order, Sliders};

pub fn tune(visit: &Visit, shown: &TuneView) -> Markup {
    let words = visit.words();
    let tuned = !shown.sliders.is_usual();
    html! {
        div.tuning {
            details.tune open[shown.preview] {
                summary { (words.tune) }
                form action="/" method="get" data-tune data-steps=(words.slider_steps.join("|")) {
                    input type="hidden" name="order" value=(Order::ForYou.word());
                    p.hint { (words.tune_says) }
                    ul.sliders {
                        @for ((group, step), says) in shown.steps().zip(words.sliders_say) {
                            (slider(visit, group, step, says))
                        }
                    }
                    p.actions {
                        button.quiet data-show { (words.show) }
                        button.button formaction="/sliders" formmethod="post" { (words.keep) }
                        button.quiet name="usual" value="1" formaction="/sliders" formmethod="post" { (words.back_to_usual) }
                        a href="/you" { (words.what_is_known) }
                    }
                }
            }
            p.hint.tuned role="status" {
                @if shown.preview { (words.tuned_preview) } @else if tuned { (words.tuned) }
            }
        }
    }
}

fn slider(visit: &Visit, group: timeline::Group, step: u8, says: &str) -> Markup {
    let words = visit.words();
    let (id, language) = (format!("tune-{}", group.word()), model::Language::from_tag(visit.tongue.tag()));
    let now = words.slider_steps.get(usize::from(step)).copied().unwrap_or_default();
    html! {
        li {
            label for=(id) { (crate::shown::capitalised(group.name(language))) }
            output for=(id) { (now) }
            input id=(id) name=(group.word()) type="range" min="0" max=(Sliders::MOST) step="1" value=(step)
                aria-valuetext=(now) aria-describedby={ (id) "-says" };
            span.ends aria-hidden="true" {
                span { (words.slider_steps[0]) }
                span { (words.slider_steps[2]) }
                span { (words.slider_steps[4]) }
            }
            p.hint id={ (id) "-says" } { (says) }
        }
    }
}
