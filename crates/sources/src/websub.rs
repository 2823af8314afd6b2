//! News at once, from a hub (W3C WebSub, 2018): ask it to push, prove that it was us, believe only what it signed.
//!
//! The addresses that a hub calls are in `web`; what they mean is here.

use hmac::{Hmac, Mac};
use model::{DAY, Health, SECOND, SourceId, Time};
use store::{Polling, Store};

use crate::answer::Headers;
use crate::error::Error;
use crate::fetch::Fetcher;
use crate::take_in::{Delivery, Intake, Nature, Taken};
use crate::words::{self, say};

/// For so long we ask to be told; the hub may grant less.
const LEASE_SECONDS: &str = "864000";
const RENEW_BEFORE: i64 = DAY;

/// What became of a delivery. The hub gets the same friendly answer in every case (W3C WebSub, section 8.1), so that a
/// forger learns nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Delivered {
    Taken(Box<Taken>),
    /// Not signed with our secret, or not a feed: nothing was kept.
    Ignored,
}

/// Where a hub calls back, below the edition's public address.
pub fn callback(public_address: &str, source: SourceId) -> String {
    format!("{}/websub/{source}", public_address.trim_end_matches('/'))
}

/// The hub and topic that a feed, or its server, names.
pub(crate) fn hub_of(feed: &feeds::Feed, headers: &Headers, address: &str) -> Option<(String, String)> {
    let hub = headers.hub.clone().or_else(|| feed.hub.clone())?;
    let topic = headers.topic.clone().or_else(|| feed.self_link.clone()).unwrap_or_else(|| address.to_owned());
    let is_web = |address: &str| address.starts_with("https://") || address.starts_with("http://");
    (is_web(&hub) && is_web(&topic) && hub.len() < 1_000 && topic.len() < 1_000).then_some((hub, topic))
}

/// A new hub begins without a lease; its secret is made when we subscribe.
pub(crate) fn know_hub(polling: &mut Polling, hub: String, topic: String) {
    if polling.hub != hub || polling.hub_topic != topic {
        polling.hub = hub;
        polling.hub_topic = topic;
        polling.hub_secret.clear();
        polling.hub_lease_until = None;
    }
}

pub(crate) fn wants_subscription(polling: &Polling, now: Time) -> bool {
    !polling.hub.is_empty() && polling.hub_lease_until.is_none_or(|until| until.since(now) < RENEW_BEFORE)
}

/// Asks the source's hub to push to `callback`. The hub then asks back (see [`confirm`]).
pub async fn subscribe(
    store: &Store,
    fetcher: &Fetcher,
    source: SourceId,
    callback: &str,
    now: Time,
) -> Result<(), Error> {
    let (Some(kept), Some(mut polling)) = (store.source(source).await?, store.polling(source).await?) else {
        return Ok(());
    };
    if polling.hub.is_empty() {
        return Ok(());
    }
    if polling.hub_secret.is_empty() {
        polling.hub_secret = new_secret().ok_or(Error::Broken)?;
        // Kept before the hub knows it, or its first delivery could not be believed.
        store.note_poll(source, &polling, &kept.health, &kept.health_words, now).await?;
    }
    let pairs = [
        ("hub.mode", "subscribe"),
        ("hub.topic", &polling.hub_topic),
        ("hub.callback", callback),
        ("hub.secret", &polling.hub_secret),
        ("hub.lease_seconds", LEASE_SECONDS),
    ];
    match fetcher.post_form(&polling.hub, &pairs).await? {
        200..300 => Ok(()),
        status => Err(Error::Status { host: polling.hub, status }),
    }
}

/// Tells a hub that one of our own feeds has changed; it then fetches the feed and hands it on. The specification leaves
/// the form open (section 7); this is the one that every public hub reads.
pub async fn publish(fetcher: &Fetcher, hub: &str, topic: &str) -> Result<(), Error> {
    let pairs = [("hub.mode", "publish"), ("hub.url", topic), ("hub.topic", topic)];
    match fetcher.post_form(hub, &pairs).await? {
        200..300 => Ok(()),
        status => Err(Error::Status { host: hub.to_owned(), status }),
    }
}

/// A hub asks whether we meant to subscribe to this topic, for so many seconds: only then is its challenge answered.
/// We never ask to be unsubscribed, so whoever asks for that was not sent by us.
pub async fn confirm(
    store: &Store,
    source: SourceId,
    topic: &str,
    subscribes: bool,
    lease_seconds: Option<u64>,
    now: Time,
) -> Result<bool, Error> {
    let (Some(kept), Some(mut polling)) = (store.source(source).await?, store.polling(source).await?) else {
        return Ok(false);
    };
    // A secret is there only if we asked.
    let meant = subscribes && !polling.hub_secret.is_empty() && polling.hub_topic == topic;
    if !meant {
        return Ok(false);
    }
    let seconds = lease_seconds.and_then(|seconds| i64::try_from(seconds).ok()).unwrap_or(10 * DAY / SECOND);
    polling.hub_lease_until = Some(now.plus(seconds.clamp(60, 90 * DAY / SECOND) * SECOND));
    let words = if kept.health == Health::Well { say(words::PUSHED, &[]) } else { kept.health_words };
    store.note_poll(source, &polling, &kept.health, &words, now).await?;
    Ok(true)
}

/// A hub brings news. `signature` is the `X-Hub-Signature` header.
pub async fn deliver(
    store: &Store,
    intake: &Intake,
    source: SourceId,
    content_type: Option<&str>,
    signature: Option<&str>,
    body: Vec<u8>,
    now: Time,
) -> Result<Delivered, Error> {
    let (Some(kept), Some(polling)) = (store.source(source).await?, store.polling(source).await?) else {
        return Ok(Delivered::Ignored);
    };
    if polling.hub_secret.is_empty() || !is_signed(polling.hub_secret.as_bytes(), signature.unwrap_or(""), &body) {
        return Ok(Delivered::Ignored);
    }
    let delivery =
        Delivery { bytes: body, content_type: content_type.map(str::to_owned), base: Some(kept.address.clone()) };
    let taken = intake.take_in(&kept, delivery, now).await?;
    Ok(if taken.nature == Nature::Feed { Delivered::Taken(Box::new(taken)) } else { Delivered::Ignored })
}

/// `method=hex`, compared in constant time.
fn is_signed(secret: &[u8], signature: &str, body: &[u8]) -> bool {
    let Some((method, hex)) = signature.trim().split_once('=') else { return false };
    let Some(claimed) = from_hex(hex.trim()) else { return false };
    macro_rules! fits {
        ($hash:ty) => {{
            let Ok(mut mac) = <Hmac<$hash> as Mac>::new_from_slice(secret) else { return false };
            mac.update(body);
            mac.verify_slice(&claimed).is_ok()
        }};
    }
    match method.trim().to_ascii_lowercase().as_str() {
        "sha1" => fits!(sha1::Sha1),
        "sha256" => fits!(sha2::Sha256),
        "sha384" => fits!(sha2::Sha384),
        "sha512" => fits!(sha2::Sha512),
        _ => false,
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|digit| digit.to_digit(16).map(|value| value as u8)).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|two| two[0] << 4 | two[1]).collect())
}

fn new_secret() -> Option<String> {
    let mut bytes = [0; 32];
    rustls::crypto::ring::default_provider().secure_random.fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::is_signed;

    #[test]
    fn only_what_was_signed_with_our_secret_is_believed() {
        // HMAC of RFC 2202 and RFC 4231, test case 2.
        let (secret, body) = (b"Jefe", b"what do ya want for nothing?");
        let sha1 = "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";
        let sha256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let sha384 = "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649";
        let sha512 = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";
        for (signature, believed) in [
            (format!("sha1={sha1}"), true),
            (format!("sha256={sha256}"), true),
            (format!("SHA256={}", sha256.to_uppercase()), true),
            (format!("sha384={sha384}"), true),
            (format!("sha512={sha512}"), true),
            (format!("sha256={sha1}"), false),
            (format!("sha256={}", &sha256[..62]), false),
            (format!("md5={sha1}"), false),
            ("sha256=".to_owned(), false),
            ("sha256=zz".to_owned(), false),
            (String::new(), false),
        ] {
            assert_eq!(is_signed(secret, &signature, body), believed, "{signature}");
        }
        assert!(!is_signed(b"other", &format!("sha256={sha256}"), body));
        assert!(!is_signed(secret, &format!("sha256={sha256}"), b"what do ya want for nothing!"));
    }
}
