//! `/events`: what a reader did, acknowledged only once it is kept.

use crate::{Wrong, arrival::Arrival};
use axum::{
    body::Bytes,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use model::{DAY, Deed, Event, EventId, ItemId, Time};
use readers::EVENTS_AT_MOST;
use serde::Deserialize;

/// Larger numbers are not exact in JSON.
const LARGEST_ID: u64 = 1 << 53;

/// An event as a page reports it; other keys are refused, because they would be a misunderstanding.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reported {
    id: u64,
    item: i64,
    deed: String,
    /// Milliseconds since 1970 by the reader's clock.
    at: i64,
    #[serde(default)]
    dwell_ms: u64,
    #[serde(default)]
    slot: u16,
}

pub async fn events(arrival: Arrival, body: Bytes) -> Result<Response, Wrong> {
    let events = read(&body).map_err(Wrong::Unreadable)?;
    if events.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let (reader, cookie) = arrival.reader_or_new().await?;
    arrival.site.readers.take(reader, &events, arrival.now).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    // Whoever watches is here, though she asks for no page. Once her time is over, that is left as it is: what she did before
    // may be told after she went on.
    let over = arrival.sitting.is_over(arrival.wishes.minutes, arrival.now);
    let sitting = arrival.sitting_cookie().filter(|_| !over);
    for cookie in cookie.into_iter().chain(sitting) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// All or nothing: a report that is wrong in one place is not to be trusted in another.
fn read(body: &[u8]) -> Result<Vec<Event>, String> {
    let reported: Vec<Reported> =
        serde_json::from_slice(body).map_err(|error| format!("the events are not as they should be ({error})"))?;
    if reported.len() > EVENTS_AT_MOST {
        return Err(format!("{} events in one report, {EVENTS_AT_MOST} are the most", reported.len()));
    }
    reported.into_iter().map(event).collect()
}

fn event(reported: Reported) -> Result<Event, String> {
    if reported.id >= LARGEST_ID {
        return Err(format!("event {} has too large a number", reported.id));
    }
    if reported.item <= 0 {
        return Err(format!("event {} is about no item", reported.id));
    }
    let deed =
        Deed::from_word(&reported.deed).ok_or_else(|| format!("event {} is no deed that we know", reported.id))?;
    Ok(Event {
        id: EventId(reported.id),
        item: ItemId(reported.item),
        deed,
        at: Time(reported.at),
        dwell_ms: reported.dwell_ms.min(DAY as u64) as u32,
        slot: reported.slot,
    })
}

/// As the script makes them.
pub fn fresh_id() -> Result<EventId, Wrong> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|_| Wrong::Ours)?;
    Ok(EventId(u64::from_le_bytes(bytes) % LARGEST_ID))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn reports_are_taken_whole_or_not_at_all() {
        let good = r#"{"id":1,"item":7,"deed":"opened","at":1795426200000,"dwell_ms":12,"slot":3}"#;
        let many = |number: usize| format!("[{}]", vec![good; number].join(","));
        for (body, accepted) in [
            (format!("[{good}]"), Some(1)),
            ("[]".to_owned(), Some(0)),
            (many(200), Some(200)),
            (many(201), None),
            (r#"[{"id":1,"item":7,"deed":"shown","at":5}]"#.to_owned(), Some(1)),
            (good.to_owned(), None),
            ("{".to_owned(), None),
            (String::new(), None),
            (format!("[{good},{{\"id\":2}}]"), None),
            (good.replace("opened", "danced"), None),
            (format!("[{}]", good.replace("opened", "danced")), None),
            (format!("[{}]", good.replace("\"id\":1", "\"id\":-1")), None),
            (format!("[{}]", good.replace("\"id\":1", "\"id\":9007199254740992")), None),
            (format!("[{}]", good.replace("\"item\":7", "\"item\":0")), None),
            (format!("[{}]", good.replace("\"slot\":3", "\"slot\":70000")), None),
            (format!("[{}]", good.replace("\"slot\":3", "\"reader\":3")), None),
            (format!("[{}]", good.replace("12", "99999999999")), Some(1)),
        ] {
            assert_eq!(read(body.as_bytes()).ok().map(|events| events.len()), accepted, "{body:.90}");
        }
    }
}
