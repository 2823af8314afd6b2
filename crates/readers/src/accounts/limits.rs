//! How often may somebody try? So many times within a quarter of an hour for one name, and for one address. Counts stand in
//! tables of a fixed size (a count-min sketch, Cormode and Muthukrishnan 2005), so nobody fills them with made-up names; who
//! shares a place with whom is decided by a key drawn at the start, so nobody can aim at another's.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use model::{MINUTE, Time};

use super::Refusal;

const WINDOW: i64 = 15 * MINUTE;
/// Tries for one name that may fail within it.
const FOR_A_NAME: u16 = 10;
/// And from one address, behind which a whole school may sit.
const FROM_AN_ADDRESS: u16 = 40;
/// Accounts that one address may make; a passkey takes two steps.
const SIGN_UPS: u16 = 20;
/// What passkeys are asked: each takes memory for some minutes.
const QUESTIONS: u16 = 120;
const ROWS: usize = 2;
const PLACES: usize = 1 << 15;

/// Who asks, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// `None` where the server cannot tell.
    pub address: Option<IpAddr>,
    /// What her browser says of itself.
    pub agent: String,
}

/// What is counted: each in a table of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Name,
    Address,
    SignUp,
    Question,
}

pub(crate) struct Limits {
    chance: [RandomState; ROWS],
    held: Mutex<Window>,
}

struct Window {
    began: Time,
    counts: Vec<u16>,
}

impl Default for Limits {
    fn default() -> Self {
        let window = Window { began: Time(i64::MIN / 2), counts: vec![0; ROWS * PLACES] };
        Limits { chance: std::array::from_fn(|_| RandomState::new()), held: Mutex::new(window) }
    }
}

impl Limits {
    /// Counts a try with a secret; `succeeded` takes it back.
    pub fn try_secret(&self, name_key: &str, caller: &Caller, now: Time) -> Result<(), Refusal> {
        self.take(Of::Address, network(caller), FROM_AN_ADDRESS, now)?;
        self.take(Of::Name, Some(name_key.to_owned()), FOR_A_NAME, now)
    }

    /// Of what nobody guesses.
    pub fn try_code(&self, caller: &Caller, now: Time) -> Result<(), Refusal> {
        self.take(Of::Address, network(caller), FROM_AN_ADDRESS, now)
    }

    /// Takes back her own try alone: what failed before it stays counted.
    pub fn succeeded(&self, name_key: &str, caller: &Caller) {
        let network = network(caller).map(|network| self.places(Of::Address, &network));
        let places = self.places(Of::Name, name_key).into_iter().chain(network.into_iter().flatten());
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        for place in places {
            if let Some(count) = held.counts.get_mut(place) {
                *count = count.saturating_sub(1);
            }
        }
    }

    pub fn sign_up(&self, caller: &Caller, now: Time) -> Result<(), Refusal> {
        self.take(Of::SignUp, network(caller), SIGN_UPS, now)
    }

    pub fn question(&self, caller: &Caller, now: Time) -> Result<(), Refusal> {
        self.take(Of::Question, network(caller), QUESTIONS, now)
    }

    fn take(&self, of: Of, whom: Option<String>, most: u16, now: Time) -> Result<(), Refusal> {
        let Some(whom) = whom else { return Ok(()) };
        let places = self.places(of, &whom);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if now.since(held.began) >= WINDOW {
            held.began = now;
            held.counts.fill(0);
        }
        let taken = places.iter().filter_map(|place| held.counts.get(*place)).min().copied().unwrap_or(0);
        if taken >= most {
            let wait = (WINDOW - now.since(held.began)).max(0) / MINUTE + 1;
            return Err(Refusal::TooMany(u32::try_from(wait).unwrap_or(1)));
        }
        for place in places {
            if let Some(count) = held.counts.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
        Ok(())
    }

    fn places(&self, of: Of, whom: &str) -> [usize; ROWS] {
        std::array::from_fn(|row| row * PLACES + self.chance[row].hash_one((of, whom)) as usize % PLACES)
    }
}

/// A household has many addresses of the sixth version; its network is one (RFC 6177).
fn network(caller: &Caller) -> Option<String> {
    Some(match caller.address?.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> Caller {
        Caller { address: address.parse().ok(), agent: String::new() }
    }

    #[test]
    fn a_name_is_tried_so_often_and_others_are_not_kept_waiting() {
        let limits = Limits::default();
        for number in 0..FOR_A_NAME {
            assert_eq!(limits.try_secret("ann", &from(&format!("203.0.113.{number}")), Time(0)), Ok(()));
        }
        let later = Time(WINDOW / 2);
        assert_eq!(limits.try_secret("ann", &from("198.51.100.1"), later), Err(Refusal::TooMany(8)));
        assert_eq!(limits.try_secret("bo", &from("198.51.100.1"), later), Ok(()));
        limits.succeeded("ann", &from("198.51.100.1"));
        assert_eq!(limits.try_secret("ann", &from("198.51.100.1"), later), Ok(()));
        assert_eq!(limits.try_secret("ann", &from("198.51.100.1"), Time(WINDOW)), Ok(()), "a new window");
    }

    #[test]
    fn an_address_is_a_network_and_a_made_up_name_takes_nobody_s_place() {
        let limits = Limits::default();
        for number in 0..FROM_AN_ADDRESS {
            let address = from(&format!("2001:db8:1:2::{number:x}"));
            assert_eq!(limits.try_secret(&format!("made up {number}"), &address, Time(0)), Ok(()));
        }
        assert!(limits.try_secret("ann", &from("2001:db8:1:2:ffff::1"), Time(0)).is_err());
        assert_eq!(limits.try_secret("ann", &from("2001:db8:1:3::1"), Time(0)), Ok(()));
        assert_eq!(limits.try_secret("ann", &Caller::default(), Time(0)), Ok(()), "where nobody can tell");
    }

    #[test]
    fn many_names_together_do_not_lock_another_out() {
        let limits = Limits::default();
        for number in 0..20_000 {
            let _ = limits.try_secret(&format!("name {number}"), &Caller::default(), Time(0));
        }
        let others = (0..1_000)
            .filter(|number| limits.try_secret(&format!("other {number}"), &Caller::default(), Time(0)).is_err());
        assert_eq!(others.count(), 0);
    }
}
