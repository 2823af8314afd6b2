//! How long until what a reader did shows in what she is served? Over HTTP on loopback: her event is posted, and the page
//! that no longer shows what she opened is there to its last byte.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use model::Time;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{fill, quantile};
use crate::commands::{Usage, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Serve;
use crate::wiring::letters::Letters;
use crate::wiring::workers::{Bell, Closing};
use crate::wiring::{Opened, desk, door, mail, workers};

/// Readers who take turns, so that none has read everything.
const READERS: usize = 10;

pub async fn run(settings: Settings, items: usize, rounds: usize) -> Result<()> {
    if items == 0 || rounds == 0 {
        return Err(
            Usage("`--items` and `--rounds` are one or more; without items there is nothing to open.".into()).into()
        );
    }
    let edition = Opened::open(&settings).await?;
    let kept = edition.store.counts().await?.items as usize;
    if kept < items {
        fill::with(&edition, items - kept).await?;
    }
    edition.readers.load(Time::now()).await?;
    edition.indexer().catch_up().await?;
    let serve = Serve { offline: true, no_demo: true, ..Serve::usual() };
    let news = edition.news(None, None, None);
    let (close, closing) = Closing::new();
    let mut at_work = workers::start(&edition, &news, &Bell::from(news.poller.news()), &closing);
    let comments = mail::comments(&edition, &news, false).await?;
    let letters = Letters::new(None, &edition, &serve, Default::default());
    let site = desk::site(&serve, &edition, news, comments, letters).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let serving = tokio::spawn(door::keep_open(listener, None, web::router(site), closing));
    let mut took = measure(address, rounds).await?;
    let _ = close.send(true);
    // Everybody has hung up: there is nobody to wait for.
    serving.abort();
    while at_work.join_next().await.is_some() {}
    took.sort_unstable();
    let live = edition.readers.live();
    edition.store.close().await?;
    let ms = |share| quantile(&took, share).as_secs_f64() * 1e3;
    if settings.json {
        return say_json(&json!({ "items": live, "rounds": rounds, "median_ms": ms(0.5), "p99_ms": ms(0.99) }));
    }
    say(&format!(
        "from an event to the page that it changed, {live} live items: {:.1} ms at the median, {:.1} ms at p99 ({rounds} rounds)",
        ms(0.5),
        ms(0.99)
    ));
    Ok(())
}

async fn measure(address: SocketAddr, rounds: usize) -> Result<Vec<Duration>> {
    let mut cookies = vec![String::new(); READERS];
    let mut took = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let cookie = &mut cookies[round % READERS];
        let before = ask(address, "GET", "/", cookie, "").await?;
        let item = first_item(&before).context("the front page has no slot")?;
        let now = Time::now().0;
        let event = format!(r#"[{{"id":{round},"item":{item},"deed":"opened","at":{now},"slot":1}}]"#);
        let started = Instant::now();
        let answer = ask(address, "POST", "/events", cookie, &event).await?;
        // A reader who is new gets her cookie with the answer.
        if let Some(given) = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")) {
            *cookie = given.split(';').next().unwrap_or("").to_owned();
        }
        let after = ask(address, "GET", "/", cookie, "").await?;
        took.push(started.elapsed());
        ensure!(!after.contains(&format!("data-item=\"{item}\"")), "the page still shows what was opened");
    }
    Ok(took)
}

fn first_item(page: &str) -> Option<&str> {
    page.split_once("data-item=\"")?.1.split('"').next()
}

/// Head and body; anything but success is an error.
async fn ask(address: SocketAddr, method: &str, path: &str, cookie: &str, body: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    if !answer.starts_with("HTTP/1.1 20") {
        bail!("{method} {path} was answered with {}", answer.lines().next().unwrap_or("nothing"));
    }
    Ok(answer)
}
