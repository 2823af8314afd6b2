//! A timeline on the terminal: what a reader would see, why, and what was left out.

use std::collections::HashMap;

use anyhow::{Context, Result};
use ledger::entry::{Field, Fields};
use model::{ItemId, Language, ReaderId, SourceId, Time};
use readers::{Front, Readers, Wish};
use serde_json::{Value, json};
use timeline::Names;

use super::{Usage, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Timeline;
use crate::wiring::Opened;

pub async fn run(settings: Settings, wanted: Timeline) -> Result<()> {
    let access = access(&wanted)?;
    let edition = Opened::open(&settings).await?;
    let now = Time::now();
    if let Err(error) = edition.place_waiting(now).await {
        // On a full disk nothing more is placed; what is placed already can be read all the same.
        tracing::warn!("{}", crate::complaint::told(&error));
    }
    edition.readers.load(now).await?;
    let wish = Wish { slots: usize::from(wanted.slots), explain_fully: wanted.why, ..Wish::default() };
    if let (Some(reader), Some(access)) = (wanted.reader, access) {
        return of_reader(&settings, &edition, ReaderId(reader), &access, &wish).await;
    }
    if wanted.receipt || wanted.bundle.is_some() {
        let bundle = edition.readers.bundle(None, &wish, now).await?;
        if let Some(file) = &wanted.bundle {
            std::fs::write(file, bundle.to_bytes())
                .with_context(|| format!("{} could not be written; choose another place", file.display()))?;
        }
        if wanted.receipt {
            say(bundle.receipt().text.trim_end());
        } else if settings.json {
            say_json(&json!({ "receipt": bundle.receipt().hash() }))?;
        } else {
            say(&format!("The receipt is {}. `caulbart replay` computes it again.", bundle.receipt().hash()));
        }
        return Ok(());
    }
    let front = edition.readers.timeline(None, &wish, now).await?;
    let titles = titles_of(&edition, &front).await?;
    if settings.json {
        return say_json(&as_json(&edition.readers, &front, &titles, wanted.why));
    }
    print(&edition.readers, &front, &titles, wanted.why);
    Ok(())
}

/// What the entry will say. Her timeline is ranked with what she follows and read: no command opens that without one.
fn access(wanted: &Timeline) -> Result<Option<oversight::Access>> {
    match (wanted.reader, &wanted.opening.purpose) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(Usage("Whose timeline? --purpose goes with --reader NUMBER.".to_owned()).into()),
        (Some(reader), None) => Err(Usage(format!(
            "What reader {reader} would see comes of what is kept about her, which only an entry in the ledger opens: say what for, \
             as in `caulbart timeline --reader {reader} --purpose support --reference CASE-17 --country DE`; `caulbart access open \
             --reader {reader} --fields follows,history` shows what it comes of; leave out --reader for what a visitor sees."
        ))
        .into()),
        (Some(_), Some(_)) => {
            let fields = Fields::new(&[Field::Follows, Field::History]).context("There are fields")?;
            super::access::meant(&wanted.opening, fields, None).map(Some)
        }
    }
}

/// An entry first, then its proof, then her timeline. Nothing of it counts as shown, and her profile stays as it is.
async fn of_reader(
    settings: &Settings,
    edition: &Opened,
    reader: ReaderId,
    access: &oversight::Access,
    wish: &Wish,
) -> Result<()> {
    let lent = edition.oversight.open(access, &[reader], Time::now()).await?;
    let index = lent.index();
    let opened = edition.readers.timelines_opened(lent, wish, Time::now()).await?;
    let until = opened.until().rfc3339();
    let fronts = opened.content(Time::now()).context("The time that the entry names is over already")?;
    let (_, front) = fronts.first().context("The vault lent no keys of this reader")?;
    let titles = titles_of(edition, front).await?;
    if settings.json {
        let mut told = as_json(&edition.readers, front, &titles, wish.explain_fully);
        told["entry"] = index.into();
        told["until"] = until.into();
        told["reader"] = reader.0.into();
        return say_json(&told);
    }
    print(&edition.readers, front, &titles, wish.explain_fully);
    say(&format!("Entry {index} of the ledger says that this was opened; she finds it at “My data”."));
    Ok(())
}

async fn titles_of(edition: &Opened, front: &Front) -> Result<HashMap<ItemId, String>> {
    let ids: Vec<ItemId> = front.left_out.iter().map(|left_out| left_out.item).collect();
    Ok(edition.store.cards(&ids).await?.into_iter().map(|item| (item.id, item.title)).collect())
}

fn name_of(readers: &Readers, source: SourceId) -> String {
    readers.source(source).map(|source| source.title.clone()).unwrap_or_else(|| format!("source {source}"))
}

fn print(readers: &Readers, front: &Front, titles: &HashMap<ItemId, String>, why: bool) {
    let name = |source| name_of(readers, source);
    let names = Names { source: &name };
    for (place, shown) in front.slots.iter().enumerate() {
        let source = shown.source.as_ref().map(|source| source.title.as_str()).unwrap_or("?");
        say(&format!("{:>3}  {}", place + 1, shown.item.title));
        say(&format!("     {source} · {} · {} sources", shown.item.published.rfc3339(), shown.slot.sources));
        if why {
            for reason in &shown.slot.why {
                say(&format!(
                    "     {:+.3}  {:>3.0} %  {}",
                    reason.amount,
                    reason.share * 100.0,
                    reason.words(Language::ENGLISH, &names)
                ));
            }
            for (group, rank) in &shown.slot.without {
                say(&format!("     without {} it would stand at {rank}", group.word()));
            }
        }
    }
    if front.slots.is_empty() {
        say("Nothing to show: no items are kept in this edition. Add a source with `caulbart feed add`.");
    }
    if why && !front.left_out.is_empty() {
        say("\nLeft out:");
        for left_out in &front.left_out {
            let title = titles.get(&left_out.item).map(String::as_str).unwrap_or("?");
            let rank = left_out.would_stand.map(|rank| format!(" (would stand at {rank})")).unwrap_or_default();
            say(&format!("  {title}: {}{rank}", left_out.words(Language::ENGLISH, &names)));
        }
    }
}

fn as_json(readers: &Readers, front: &Front, titles: &HashMap<ItemId, String>, why: bool) -> Value {
    let name = |source| name_of(readers, source);
    let names = Names { source: &name };
    let slots: Vec<Value> = front
        .slots
        .iter()
        .map(|shown| {
            let mut slot = json!({
                "item": shown.item.id.0,
                "story": shown.slot.story.0,
                "title": shown.item.title,
                "link": shown.item.url,
                "source": name(shown.item.source),
                "published": shown.item.published.rfc3339(),
                "sources": shown.slot.sources,
                "value": shown.slot.value,
            });
            if why {
                slot["from"] = shown.slot.from.iter().map(|origin| origin.word()).collect();
                slot["why"] = shown.slot.why.iter().map(|reason| json!({
                    "group": reason.group.word(), "signal": reason.signal, "amount": reason.amount, "share": reason.share,
                    "words": reason.words(Language::ENGLISH, &names),
                })).collect();
                slot["without"] = shown.slot.without.iter().map(|(group, rank)| json!({ "group": group.word(), "rank": rank })).collect();
            }
            slot
        })
        .collect();
    let left_out: Vec<Value> = front
        .left_out
        .iter()
        .map(|left_out| {
            json!({
                "item": left_out.item.0,
                "title": titles.get(&left_out.item),
                "why": left_out.words(Language::ENGLISH, &names),
                "would_stand": left_out.would_stand,
            })
        })
        .collect();
    json!({ "at": front.composed.rfc3339(), "slots": slots, "left_out": if why { left_out } else { Vec::new() } })
}
