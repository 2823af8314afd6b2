//! One request per host at a time, and a pause between two.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use model::Time;
use tokio::sync::OwnedMutexGuard;
use tokio::time::Instant;
use url::Url;

use crate::guard::Guard;

/// Hosts beyond this number that nobody waits for are forgotten.
const MOST_HOSTS: usize = 8_192;

type Last = Arc<tokio::sync::Mutex<Option<Instant>>>;

pub struct Hosts {
    pause: Duration,
    lasts: Mutex<HashMap<String, Last>>,
    /// Hosts that asked us to slow down, and until when all of their sources are left alone.
    quiet: Mutex<HashMap<String, Time>>,
}

/// While it lives, nobody else asks this host.
pub struct Turn(Option<OwnedMutexGuard<Option<Instant>>>);

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(last) = &mut self.0 {
            **last = Some(Instant::now());
        }
    }
}

impl Hosts {
    pub fn new(pause: Duration) -> Arc<Hosts> {
        Arc::new(Hosts { pause, lasts: Mutex::default(), quiet: Mutex::default() })
    }

    /// Waits for this host's turn. The operator's own machines are asked as fast as they answer.
    pub async fn turn(&self, address: &str, guard: &Guard) -> Turn {
        let Some(url) = Url::parse(address).ok().filter(|url| !guard.names_private(url)) else { return Turn(None) };
        let last = self.last_of(host_key(&url)).lock_owned().await;
        if let Some(before) = *last {
            tokio::time::sleep_until(before + self.pause).await;
        }
        Turn(Some(last))
    }

    fn last_of(&self, host: String) -> Last {
        let mut lasts = self.lasts.lock().unwrap_or_else(PoisonError::into_inner);
        if lasts.len() >= MOST_HOSTS {
            // One that somebody holds or waits for has more than this owner.
            lasts.retain(|_, last| Arc::strong_count(last) > 1);
        }
        Arc::clone(lasts.entry(host).or_default())
    }

    /// The host asked for patience, which holds for all its sources.
    pub fn be_quiet(&self, address: &str, until: Time) {
        let Ok(url) = Url::parse(address) else { return };
        let mut quiet = self.quiet.lock().unwrap_or_else(PoisonError::into_inner);
        if quiet.len() >= MOST_HOSTS {
            quiet.clear();
        }
        quiet.insert(host_key(&url), until);
    }

    /// Until when this host is left alone, if it is.
    pub fn quiet_until(&self, address: &str, now: Time) -> Option<Time> {
        let url = Url::parse(address).ok()?;
        let mut quiet = self.quiet.lock().unwrap_or_else(PoisonError::into_inner);
        let key = host_key(&url);
        let until = *quiet.get(&key)?;
        if until <= now {
            quiet.remove(&key);
            return None;
        }
        Some(until)
    }
}

fn host_key(url: &Url) -> String {
    format!("{}:{}", url.host_str().unwrap_or("").trim_end_matches('.'), url.port_or_known_default().unwrap_or(0))
}
