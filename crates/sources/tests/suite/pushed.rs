//! Hubs tell at once, and only what they signed is believed.

use hmac::{Hmac, Mac};
use model::{DAY, HOUR, Health, Time};
use sources::websub::{self, Delivered};
use sources::{Limits, PollSettings};

use crate::edition::{LIMITS, Town, entry, rss};
use crate::server::{Reply, Server};

fn signed(secret: &str, body: &str) -> String {
    let mut mac = <Hmac<sha2::Sha256> as Mac>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_is_asked_confirmed_believed_and_renewed() {
    let server = Server::start(|request| match request.path.as_str() {
        "/hub" => Reply::new(202, ""),
        _ => Reply::feed(rss(&entry("a", "First", "One."))).with("link", "</hub>; rel=hub, </feed>; rel=\"self\""),
    })
    .await;
    let settings = PollSettings {
        limits: Limits { ..LIMITS },
        public_address: Some("https://town.example/".into()),
        ..PollSettings::default()
    };
    let town = Town::with(&server, settings).await;
    let source = town.source(&server.url("/feed")).await;
    town.ask(source).await;
    let now = Time::now();
    let waiting = town.store.take(&["subscribe"], now.plus(1), 1_000, 9).await.unwrap();
    assert_eq!(waiting.len(), 1, "there is a job to ask the hub");

    // Before we asked, a confirmation is somebody else's.
    let topic = server.url("/feed");
    assert!(!websub::confirm(&town.store, source, &topic, true, Some(864_000), now).await.unwrap());
    let callback = websub::callback("https://town.example/", source);
    websub::subscribe(&town.store, town.poller.fetcher(), source, &callback, now).await.unwrap();
    let asked = server.asked().into_iter().find(|request| request.path == "/hub").unwrap();
    assert!(
        asked.body.contains("hub.mode=subscribe")
            && asked.body.contains("hub.callback=https%3A%2F%2Ftown.example%2Fwebsub%2F"),
        "{}",
        asked.body
    );
    let secret = town.polling(source).await.hub_secret;
    assert!(asked.body.contains(&secret) && secret.len() == 64);

    for (topic, subscribes, meant) in
        [("https://other.example/", true, false), (topic.as_str(), false, false), (topic.as_str(), true, true)]
    {
        assert_eq!(websub::confirm(&town.store, source, topic, subscribes, Some(864_000), now).await.unwrap(), meant);
    }
    assert_eq!(town.known(source).await.health_words, "It answers as it should, and tells us of news at once.");

    let body = rss(&entry("b", "Second", "Two."));
    let deliver = |signature: Option<String>, body: String| {
        let (store, intake) = (town.store.clone(), town.poller.intake().clone());
        async move {
            websub::deliver(&store, &intake, source, None, signature.as_deref(), body.into_bytes(), now).await.unwrap()
        }
    };
    for forged in [None, Some(signed("guessed", &body)), Some(signed(&secret, "other words"))] {
        assert_eq!(deliver(forged, body.clone()).await, Delivered::Ignored);
    }
    assert_eq!(town.titles().await, ["First"]);
    assert!(
        matches!(deliver(Some(signed(&secret, &body)), body.clone()).await, Delivered::Taken(taken) if taken.new == 1)
    );
    assert_eq!(town.titles().await, ["First", "Second"]);
    let page = "<html>no feed</html>".to_owned();
    assert_eq!(deliver(Some(signed(&secret, &page)), page).await, Delivered::Ignored);

    // While the lease lives, polling is slower; when it nears its end, the hub is asked again.
    assert_eq!(town.ask(source).await.0, Health::Well);
    let polling = town.polling(source).await;
    assert!(polling.hub_lease_until.is_some_and(|until| until > now.plus(9 * DAY)));
    assert!(polling.next_at > now.plus(HOUR));
    assert!(!polling.hub_secret.is_empty(), "asking again forgets nothing");
}
