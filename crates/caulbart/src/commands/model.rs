//! Models: list, show, use, rollback, off. A running server takes up what is chosen here within a few seconds.

use anyhow::Result;
use model::Time;
use readers::learning::{Choice, KeptModel, Shelf, ShelfError};
use serde_json::{Value, json};
use timeline::learn::Head;
use timeline::signals::column_name;

use super::{Usage, complain, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Model;

/// Signals that are named, of those that helped most.
const SIGNALS_NAMED: usize = 15;

pub fn run(settings: &Settings, wanted: &Model) -> Result<()> {
    let shelf = Shelf::new(&settings.folder.join("models"));
    match wanted {
        Model::List => list(settings, &shelf),
        Model::Show { hash } => show(settings, &shelf, hash.as_deref()),
        Model::Use { hash } if hash == "newest" => {
            let newest = shelf.list()?.0.into_iter().next();
            let choice = newest.as_ref().map_or(Choice::Newest, |kept| Choice::NewestIs(kept.hash.clone()));
            shelf.choose(&choice)?;
            done(settings, "Timelines follow the newest model", newest.as_ref())
        }
        Model::Use { hash } => {
            let kept = shelf.named(hash).map_err(typed_wrong)?;
            shelf.choose(&Choice::Held(kept.hash.clone()))?;
            done(settings, "Timelines are composed with this model until you say otherwise", Some(&kept))
        }
        Model::Rollback => {
            let kept = shelf.roll_back()?;
            done(settings, "Timelines go back to this model until you say otherwise", Some(&kept))
        }
        Model::Off => {
            shelf.choose(&Choice::Off)?;
            done(settings, "Timelines follow the weights set by hand until you say `caulbart model use newest`", None)
        }
    }
}

fn list(settings: &Settings, shelf: &Shelf) -> Result<()> {
    let (models, faults) = shelf.list()?;
    let choice = shelf.choice();
    let in_use = in_use(&choice, &models);
    faults.iter().for_each(|fault| complain(fault));
    if settings.json {
        let rows: Vec<Value> = models.iter().map(|kept| as_json(kept, in_use == Some(kept.hash.as_str()))).collect();
        return say_json(&json!({ "chosen": word(&choice), "in_use": in_use, "models": rows }));
    }
    if models.is_empty() {
        say("No model yet: the first is fitted when readers have seen a few thousand slots and opened some of them.");
    }
    for kept in &models {
        let mark = if in_use == Some(kept.hash.as_str()) { '*' } else { ' ' };
        say(&format!(
            "{mark} {:>4}  {}  fitted {}  learned from {} slots  {} KB",
            kept.number,
            &kept.hash[..12],
            kept.fitted.rfc3339(),
            kept.model.learned_from(),
            kept.bytes.div_ceil(1024)
        ));
    }
    match choice {
        Choice::Off => say("Off: timelines follow the weights set by hand. `caulbart model use newest` ends that."),
        Choice::Held(_) => say("Held: `caulbart model use newest` follows the learner again."),
        Choice::Newest | Choice::NewestIs(_) => {}
    }
    Ok(())
}

fn show(settings: &Settings, shelf: &Shelf, typed: Option<&str>) -> Result<()> {
    let kept = match typed {
        Some(typed) => shelf.named(typed).map_err(typed_wrong)?,
        None => {
            let (models, _) = shelf.list()?;
            let Some(hash) = in_use(&shelf.choice(), &models).map(str::to_owned) else {
                return Err(Usage("No model is in use; `caulbart model list` names those that are kept.".into()).into());
            };
            shelf.named(&hash)?
        }
    };
    let (models, _) = shelf.list()?;
    let is_in_use = in_use(&shelf.choice(), &models) == Some(kept.hash.as_str());
    let gains = strongest(&kept);
    let knows: Vec<&str> = Head::ALL.into_iter().filter(|&head| kept.model.knows(head)).map(Head::word).collect();
    if settings.json {
        let mut shown = as_json(&kept, is_in_use);
        shown["foretells"] = json!(knows);
        shown["signals"] = gains.iter().map(|(name, share)| json!({ "name": name, "share": share })).collect();
        return say_json(&shown);
    }
    say(&format!("Model {}{}", kept.number, if is_in_use { ", in use" } else { "" }));
    say(&format!("hash          {}", kept.hash));
    say(&format!("fitted        {}", kept.fitted.rfc3339()));
    say(&format!("learned from  {} slots", kept.model.learned_from()));
    say(&format!("foretells     {}", if knows.is_empty() { "nothing yet".to_owned() } else { knows.join(", ") }));
    say("signals that helped most:");
    gains.iter().for_each(|(name, share)| say(&format!("  {:>5.1} %  {name}", share * 100.0)));
    Ok(())
}

/// The share of each signal in what the trees gained, the largest first.
fn strongest(kept: &KeptModel) -> Vec<(String, f64)> {
    let gains = kept.model.gains();
    let all: f64 = gains.iter().map(|&gain| f64::from(gain)).sum();
    let mut named: Vec<(String, f64)> = gains
        .iter()
        .enumerate()
        .filter(|(_, gain)| **gain > 0.0)
        .map(|(column, &gain)| (column_name(column), f64::from(gain) / all))
        .collect();
    named.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    named.truncate(SIGNALS_NAMED);
    named
}

fn in_use<'a>(choice: &'a Choice, models: &'a [KeptModel]) -> Option<&'a str> {
    match choice {
        Choice::Off => None,
        Choice::Held(hash) => Some(hash),
        Choice::Newest | Choice::NewestIs(_) => models.first().map(|kept| kept.hash.as_str()),
    }
}

fn word(choice: &Choice) -> &'static str {
    match choice {
        Choice::Newest | Choice::NewestIs(_) => "newest",
        Choice::Held(_) => "held",
        Choice::Off => "off",
    }
}

fn as_json(kept: &KeptModel, in_use: bool) -> Value {
    json!({
        "hash": kept.hash,
        "number": kept.number,
        "fitted": kept.fitted.rfc3339(),
        "saved": kept.saved.rfc3339(),
        "learned_from": kept.model.learned_from(),
        "bytes": kept.bytes,
        "in_use": in_use,
    })
}

fn done(settings: &Settings, sentence: &str, kept: Option<&KeptModel>) -> Result<()> {
    if settings.json {
        return say_json(&json!({ "in_use": kept.map(|kept| kept.hash.as_str()), "at": Time::now().rfc3339() }));
    }
    match kept {
        Some(kept) => say(&format!("{sentence}: {} ({}).", kept.number, &kept.hash[..12])),
        None => say(&format!("{sentence}.")),
    }
    Ok(())
}

/// What names no model was typed wrong; everything else is the disk's fault.
fn typed_wrong(error: ShelfError) -> anyhow::Error {
    match error {
        ShelfError::NoHash(_) | ShelfError::NotThere(_) | ShelfError::SeveralBeginWith(_) => {
            Usage(error.to_string()).into()
        }
        other => other.into(),
    }
}
