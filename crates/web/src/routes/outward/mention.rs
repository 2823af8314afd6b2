//! `/webmention`: a page elsewhere says that it links to an article of ours (W3C Webmention, 3.2). What it says is believed
//! of nobody: a job looks at the page, and a moderator at what it says.

use crate::{Wrong, arrival::Arrival, reply::for_a_script, routes::newsroom::Pairs};
use axum::{Form, http::StatusCode, response::Response};
use newsroom::addresses::article_at;
use std::time::Instant;
use url::Url;

const LONGEST: usize = 1_000;

pub async fn take(arrival: Arrival, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let said = |name: &str| pairs.iter().find(|(each, _)| each == name).map_or("", |(_, value)| value.trim());
    let (source, target) = (web(said("source")), said("target").to_owned());
    let refused = |why: &'static str| Ok(for_a_script(StatusCode::BAD_REQUEST.as_u16(), format!("{why}\n")));
    let Some(source) = source.filter(|source| source.len() <= LONGEST) else {
        return refused("The source is no address on the web.");
    };
    // Where it is reached by other names, only the public one is known to be ours.
    let Some(base) = &arrival.site.public_url else { return refused("This site takes no mentions.") };
    let Some(item) = article_at(base, &target).filter(|_| target.len() <= LONGEST && web(&target).is_some()) else {
        return refused("The target is no article of this site.");
    };
    if source == target || source.starts_with(&format!("{base}/")) {
        return refused("A page cannot mention itself.");
    }
    let room = &arrival.site.newsroom;
    if room.piece(item).await?.is_none() && room.withdrawn(item).await?.is_none() {
        return refused("The target is no article of this site.");
    }
    arrival.site.mentions.take(arrival.caller.address, Instant::now())?;
    match arrival.site.desk.mentioned(source, target).await {
        true => Ok(for_a_script(StatusCode::ACCEPTED.as_u16(), "It will be looked at.\n")),
        false => Err(Wrong::Ours),
    }
}

/// As it is written down everywhere: no spaces stand in it.
fn web(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let fits = matches!(url.scheme(), "http" | "https") && url.host().is_some() && url.username().is_empty();
    fits.then(|| url.into())
}
