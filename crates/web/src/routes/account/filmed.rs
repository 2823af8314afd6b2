//! What is kept of her channels and clips, and how they are let go of before she is erased.

use crate::{Wrong, arrival::Arrival, words::MyDataWords};
use model::{DAY, ReaderId, RemovalReason, Time};
use newsroom::{Filmed, FilmedClip};
use serde_json::{Value, json};
use store::ClipDecision;

/// For the download of everything that is kept about her.
pub async fn everything_filmed(arrival: &Arrival) -> Result<Value, Wrong> {
    let filmed = filmed(arrival, arrival.reader().await?).await?;
    let channel = |channel: &model::Channel| {
        json!({
            "name": channel.slug, "title": channel.title, "about": channel.about, "since": channel.added.rfc3339(),
        })
    };
    let uploads = filmed.of_day.map(|(day, begun)| {
        let day: String = Time(day.saturating_mul(DAY)).rfc3339().chars().take(10).collect();
        json!({ "day": day, "begun": begun })
    });
    Ok(json!({
        "channels": filmed.channels.iter().map(channel).collect::<Vec<_>>(),
        "clips": filmed.clips.iter().map(clip).collect::<Vec<_>>(),
        "uploads_of_last_day": uploads,
    }))
}

fn clip(filmed: &FilmedClip) -> Value {
    let FilmedClip { clip, row, content, bytes, decisions } = filmed;
    let decision = |decision: &ClipDecision| {
        json!({
            "decided": decision.kind.word(), "at": decision.at.rfc3339(),
            "because": decision.reason.map(RemovalReason::word), "moderators_say": decision.words,
            "appeal": decision.appeal, "appealed": decision.appealed.map(Time::rfc3339),
            "answered": decision.answered.map(Time::rfc3339),
        })
    };
    json!({
        "clip": clip.id.0, "file": clip.name, "added": clip.added.rfc3339(), "video": clip.state.word(),
        "state": row.state.word(), "item": row.item.map(|item| item.0), "withdrawn_because": row.reason,
        "headline": content.headline, "about": content.standfirst, "text": content.body, "tags": content.tags,
        "credit": content.credit, "announced_bytes": clip.size, "bytes": bytes,
        "decisions": decisions.iter().map(decision).collect::<Vec<_>>(),
    })
}

pub async fn filmed(arrival: &Arrival, reader: Option<ReaderId>) -> Result<Filmed, Wrong> {
    match reader {
        Some(reader) => Ok(arrival.site.newsroom.filmed_by(reader).await?),
        None => Ok(Filmed::default()),
    }
}

/// She is erased in any case; what fails here is done later.
pub async fn let_go(arrival: &Arrival, reader: ReaderId) {
    let reason = MyDataWords::of(arrival.tongue).owner_left;
    if let Err(failure) = arrival.site.newsroom.let_go_of_clips(reader, reason, arrival.now).await {
        tracing::error!("Clips of somebody who left could not all be taken away yet: {failure}");
    }
}
