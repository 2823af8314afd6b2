//! How often may one address on the web send something that has to be looked at? In memory and bounded.

use crate::Wrong;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

const SPAN: Duration = Duration::from_secs(600);
const EACH: u32 = 30;
/// All together.
const ALL: u32 = 600;

#[derive(Default)]
pub struct Tries(Mutex<Taken>);

/// Within the span that began then.
#[derive(Default)]
struct Taken {
    began: Option<Instant>,
    all: u32,
    by: HashMap<Option<IpAddr>, u32>,
}

impl Tries {
    pub fn take(&self, from: Option<IpAddr>, now: Instant) -> Result<(), Wrong> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.began.is_none_or(|began| now.duration_since(began) >= SPAN) {
            *held = Taken { began: Some(now), ..Taken::default() };
        }
        let hers = held.by.get(&from).copied().unwrap_or(0);
        if hers >= EACH || held.all >= ALL {
            return Err(Wrong::TooOften);
        }
        held.all += 1;
        held.by.insert(from, hers + 1);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sends_more_than_can_be_looked_at() {
        let (tries, start) = (Tries::default(), Instant::now());
        let address = |number: u32| Some(IpAddr::from(number.to_be_bytes()));
        let taken = (0..100).filter(|_| tries.take(address(1), start).is_ok()).count();
        assert_eq!(taken, 30);
        assert!(tries.take(address(2), start).is_ok());
        let all = (0..10_000).filter(|number| tries.take(address(*number), start).is_ok()).count();
        assert!(all < 600);
        assert!(tries.take(address(1), start + SPAN).is_ok());
    }
}
