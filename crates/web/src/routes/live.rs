//! `/live`: tells a page that stands open how many stories are newer than it (server-sent events, HTML Standard 9.2).

use crate::{Wrong, site::Site};
use axum::{
    extract::{Query, State},
    http::{HeaderName, HeaderValue, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream::unfold;
use model::StoryId;
use readers::Newest;
use serde::Deserialize;
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// Pages that are told at once; one more is asked to come later.
pub const LISTENERS: usize = 20_000;
/// Between two messages to one page: nobody counts along.
const PAUSE: Duration = Duration::from_secs(5);
/// A connection that says nothing for longer is cut by what stands between; whoever is gone is noticed by it, too.
const SIGN_OF_LIFE: Duration = Duration::from_secs(45);

#[derive(Deserialize)]
pub struct Asked {
    /// The newest story that the page could hold.
    newest: i64,
}

struct Listener {
    site: Site,
    newest: watch::Receiver<Newest>,
    after: StoryId,
    told: usize,
    _place: OwnedSemaphorePermit,
}

impl Listener {
    /// Waits until there is another number to tell; `None` when it is time to go.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Listener)> {
        if self.told > 0 {
            let closes = self.newest.wait_for(|newest| newest.closing);
            if tokio::time::timeout(PAUSE, closes).await.is_ok() {
                return None;
            }
        }
        loop {
            if self.newest.borrow_and_update().closing {
                return None;
            }
            let count = self.site.readers.stories_after(self.after);
            if count > self.told {
                self.told = count;
                return Some((Ok(Event::default().data(count.to_string())), self));
            }
            self.newest.changed().await.ok()?;
        }
    }
}

pub async fn live(State(site): State<Site>, Query(asked): Query<Asked>) -> Result<Response, Wrong> {
    let place = site.listeners.clone().try_acquire_owned().map_err(|_| Wrong::TooOften)?;
    let newest = site.readers.newest();
    let listener = Listener { site, newest, after: StoryId(asked.newest), told: 0, _place: place };
    let told = Sse::new(unfold(listener, Listener::next)).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE));
    let mut response = told.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that gathers what it passes on would gather this for ever (nginx).
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

pub fn places() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(LISTENERS))
}
