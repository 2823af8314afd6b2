//! What two editions withhold, for programs.

use ledger::diff::{Diff, Held, InForce, Reach, Side, Unlike};
use ledger::entry::to_hex;
use serde_json::{Value, json};

/// The same as the words of a [`Diff`], as JSON: indented, with a newline at its end.
#[must_use]
pub fn json(diff: &Diff) -> String {
    let Diff { first, second, only_first, only_second, unlike, alike } = diff;
    let value = json!({
        "first": side(first),
        "second": side(second),
        "only_first": only_first.iter().map(held).collect::<Vec<_>>(),
        "only_second": only_second.iter().map(held).collect::<Vec<_>>(),
        "unlike": unlike.iter().map(both).collect::<Vec<_>>(),
        "alike": alike,
    });
    format!("{value:#}\n")
}

fn side(side: &Side) -> Value {
    json!({ "origin": side.origin, "size": side.size })
}

fn held(held: &Held) -> Value {
    json!({ "item": to_hex(&held.item), "decisions": decisions(&held.decisions) })
}

fn both(unlike: &Unlike) -> Value {
    json!({ "item": to_hex(&unlike.item), "first": decisions(&unlike.first), "second": decisions(&unlike.second) })
}

fn decisions(decisions: &[InForce]) -> Vec<Value> {
    let of = |decision: &InForce| {
        let InForce { index, since, id, action, object, ground, rule, reach } = decision;
        let (is_everywhere, countries) = match reach {
            Reach::Everywhere { but } => (true, but),
            Reach::Only(countries) => (false, countries),
        };
        let countries: Vec<String> = countries.iter().map(ToString::to_string).collect();
        json!({
            "entry": index,
            "since": since.to_string(),
            "id": to_hex(id),
            "action": action.word(),
            "object": object.word(),
            "ground": ground.word(),
            "rule": rule.as_str(),
            "where": if is_everywhere { json!({ "all_but": countries }) } else { json!({ "only": countries }) },
        })
    };
    decisions.iter().map(of).collect()
}
