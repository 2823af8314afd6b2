//! How much is asked, and how long do answers take? Counted around every route, with nothing about who asked.

use model::{MINUTE, Time};
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Minutes that the operator's page shows.
pub const MINUTES: usize = 180;
/// Upper ends of the parts into which answers are sorted by how long they took, in seconds.
const ENDS: [f64; 12] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    /// The pattern of the address (`/article/{id}`), never the address itself.
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

pub struct Traffic {
    requests: Family<Asked, Counter>,
    seconds: Family<Route, Histogram>,
    minutes: Mutex<VecDeque<Minute>>,
}

/// What one minute brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minute {
    /// Minutes since 1970.
    pub minute: i64,
    pub requests: u32,
    /// Answers that were our fault.
    pub faults: u32,
    /// By [`ENDS`], and above the last.
    took: [u32; ENDS.len() + 1],
}

impl Default for Traffic {
    fn default() -> Traffic {
        Traffic {
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(ENDS)),
            minutes: Mutex::default(),
        }
    }
}

impl Traffic {
    pub fn note(&self, route: &str, status: u16, took: Duration, now: Time) {
        let seconds = took.as_secs_f64();
        self.requests.get_or_create(&Asked { route: route.to_owned(), status }).inc();
        self.seconds.get_or_create(&Route { route: route.to_owned() }).observe(seconds);
        let this = now.0.div_euclid(MINUTE);
        let mut minutes = self.minutes.lock().unwrap_or_else(PoisonError::into_inner);
        if minutes.back().is_none_or(|last| last.minute < this) {
            minutes.push_back(Minute { minute: this, requests: 0, faults: 0, took: [0; ENDS.len() + 1] });
            if minutes.len() > MINUTES {
                minutes.pop_front();
            }
        }
        if let Some(minute) = minutes.back_mut() {
            minute.requests += 1;
            minute.faults += u32::from(status >= 500);
            minute.took[ENDS.partition_point(|end| *end < seconds)] += 1;
        }
    }

    /// The last minutes in which something was asked, oldest first.
    pub fn minutes(&self) -> Vec<Minute> {
        self.minutes.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }

    pub fn register(&self, registry: &mut Registry) {
        registry.register("requests", "Answers by route and status", self.requests.clone());
        registry.register_with_unit("request", "How long answers took", Unit::Seconds, self.seconds.clone());
    }
}

impl Minute {
    /// Milliseconds within which this share of the answers was given, to the end of a part.
    pub fn within(&self, share: f64) -> f64 {
        let wanted = (share * f64::from(self.requests)).ceil() as u32;
        let mut sum = 0;
        for (took, end) in self.took.iter().zip(ENDS) {
            sum += took;
            if sum >= wanted {
                return end * 1_000.0;
            }
        }
        ENDS[ENDS.len() - 1] * 1_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_tells_how_much_and_how_fast_and_old_ones_go() {
        let traffic = Traffic::default();
        let at = |minute: i64| Time(minute * MINUTE + 7);
        for millis in [1, 1, 1, 1, 1, 1, 1, 1, 1, 700] {
            traffic.note("/", 200, Duration::from_millis(millis), at(100));
        }
        traffic.note("/", 500, Duration::from_secs(60), at(101));
        let minutes = traffic.minutes();
        assert_eq!((minutes[0].requests, minutes[0].faults), (10, 0));
        assert_eq!((minutes[0].within(0.5), minutes[0].within(0.99)), (1.0, 1_000.0));
        assert_eq!((minutes[1].faults, minutes[1].within(0.5)), (1, 5_000.0));
        for minute in 102..1_000 {
            traffic.note("/", 200, Duration::ZERO, at(minute));
        }
        assert_eq!(traffic.minutes().len(), MINUTES);
        assert_eq!(traffic.minutes()[0].minute, 1_000 - MINUTES as i64);
    }

    #[test]
    fn metrics_name_patterns_and_no_readers() {
        let traffic = Traffic::default();
        traffic.note("/article/{id}", 200, Duration::from_millis(3), Time(0));
        let mut registry = Registry::default();
        traffic.register(&mut registry);
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &registry).unwrap();
        assert!(text.contains("requests_total{route=\"/article/{id}\",status=\"200\"} 1"), "{text}");
        assert!(text.contains("request_seconds_bucket{le=\"0.005\",route=\"/article/{id}\"} 1"), "{text}");
    }
}
