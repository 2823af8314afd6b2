//! A form that a script sends again, because it did not hear the answer, is done once: it bears the same
//! `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).

use crate::{Wrong, api, arrival::Arrival, site::Site};
use axum::{
    http::{Method, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use model::ReaderId;
use std::future::Future;

const LONGEST_KEY: usize = 64;

pub struct Once {
    site: Site,
    reader: ReaderId,
    key: String,
    now: model::Time,
}

impl Once {
    /// `None` for what may be done again and again: without a key, or by somebody of whom nothing is kept.
    pub fn of(parts: &Parts, arrival: &Arrival) -> Option<Once> {
        if parts.method != Method::POST || arrival.here.starts_with(api::ROOT) {
            return None;
        }
        let key = parts.headers.get("idempotency-key")?.to_str().ok()?;
        let good = (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let reader = arrival.known_reader()?;
        good.then(|| Once { site: arrival.site.clone(), reader, key: key.to_owned(), now: arrival.now })
    }

    /// Answers 204 where it was done before.
    pub async fn around(self, work: impl Future<Output = Response>) -> Response {
        match self.site.store.was_done(self.reader, &self.key).await {
            Ok(true) => return StatusCode::NO_CONTENT.into_response(),
            Ok(false) => {}
            Err(fault) => return Wrong::from(fault).into_response(),
        }
        let response = work.await;
        let done = response.status().is_success() || response.status().is_redirection();
        // What was done and not noted is at worst done again: everything that is sent so can be.
        if done && let Err(fault) = self.site.store.note_done(self.reader, &self.key, self.now).await {
            tracing::warn!("that a form was answered could not be noted: {fault}");
        }
        response
    }
}
