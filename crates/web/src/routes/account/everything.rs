//! What is kept of her account, for the download of everything that is kept about her. What opens it is in none of it.

use crate::{Wrong, arrival::Arrival};
use model::Time;
use serde_json::{Value, json};

/// Null for whoever has no account.
pub async fn everything(arrival: &Arrival) -> Result<Value, Wrong> {
    let readers = &arrival.site.readers;
    let Some(reader) = arrival.reader().await? else { return Ok(Value::Null) };
    let Some(account) = readers.account(reader).await? else { return Ok(Value::Null) };
    let sessions = readers.sessions(reader, arrival.now).await?;
    let session = |row: &store::SessionRow| json!({ "browser": row.agent, "since": row.added.rfc3339(), "seen": row.seen.rfc3339() });
    let passkeys = readers.passkeys(reader).await?;
    let passkey = |row: &store::PasskeyRow| json!({ "name": row.label, "added": row.added.rfc3339(), "used": row.used.map(Time::rfc3339) });
    let tokens = readers.tokens(reader).await?;
    let token = |row: &store::TokenRow| {
        json!({
            "name": row.label, "scopes": row.scopes, "made": row.added.rfc3339(), "ends": row.expires.rfc3339(),
            "seen": row.seen.map(Time::rfc3339),
        })
    };
    let letter = readers.letter(reader).await?.map(|letter| {
        json!({
            "to": letter.to.as_str(), "weekday": letter.row.rhythm.weekday(), "hour": letter.row.rhythm.hour(),
            "next": letter.row.due.rfc3339(), "confirmed": letter.row.is_confirmed,
            "deposited": letter.deposited.map(|kept| json!({ "since": kept.since.rfc3339(), "uses": kept.uses })),
        })
    });
    Ok(json!({
        "letter": letter,
        "name": account.name,
        "since": account.added.rfc3339(),
        "has_password": account.password_hash.is_some(),
        "sessions": sessions.iter().map(session).collect::<Vec<_>>(),
        "passkeys": passkeys.iter().map(passkey).collect::<Vec<_>>(),
        "tokens": tokens.iter().map(token).collect::<Vec<_>>(),
    }))
}
