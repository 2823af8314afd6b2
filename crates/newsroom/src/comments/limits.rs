//! How often may somebody comment? So many times within a quarter of an hour. Counts stand in a table of a fixed size (a
//! count-min sketch, Cormode and Muthukrishnan 2005), so nobody fills memory with made-up names; who shares a place with
//! whom is decided by a key drawn at the start.

use std::hash::{BuildHasher, Hash, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use model::{MINUTE, Time};
use store::Owner;

const WINDOW: i64 = 15 * MINUTE;
/// By one guest, or one reader.
const BY_ONE: u16 = 10;
/// From one address, behind which a whole school may sit.
const FROM_AN_ADDRESS: u16 = 30;
/// By all guests together: what comes beyond is no conversation.
const BY_GUESTS: u16 = 2_000;
const ROWS: usize = 2;
const PLACES: usize = 1 << 14;

pub(super) struct Limits {
    chance: [RandomState; ROWS],
    held: Mutex<Window>,
}

struct Window {
    began: Time,
    counts: Vec<u16>,
}

#[derive(Hash)]
enum Of<'a> {
    Guest(&'a [u8; 32]),
    Reader(i64),
    Network(&'a str),
    Guests,
}

impl Default for Limits {
    fn default() -> Self {
        let window = Window { began: Time(i64::MIN / 2), counts: vec![0; ROWS * PLACES] };
        Limits { chance: std::array::from_fn(|_| RandomState::new()), held: Mutex::new(window) }
    }
}

impl Limits {
    /// Counts one; `Err` has the minutes until there is room again.
    pub fn take(&self, owner: &Owner, address: Option<IpAddr>, now: Time) -> Result<(), u32> {
        let network = address.map(network);
        if let Some(network) = &network {
            self.count(Of::Network(network), FROM_AN_ADDRESS, now)?;
        }
        match owner {
            Owner::Reader(reader) => self.count(Of::Reader(reader.0), BY_ONE, now),
            Owner::Guest(hash) => {
                self.count(Of::Guest(hash), BY_ONE, now)?;
                self.count(Of::Guests, BY_GUESTS, now)
            }
        }
    }

    fn count(&self, of: Of, most: u16, now: Time) -> Result<(), u32> {
        let places: [usize; ROWS] =
            std::array::from_fn(|row| row * PLACES + self.chance[row].hash_one(&of) as usize % PLACES);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if now.since(held.began) >= WINDOW {
            held.began = now;
            held.counts.fill(0);
        }
        let taken = places.iter().filter_map(|place| held.counts.get(*place)).min().copied().unwrap_or(0);
        if taken >= most {
            let wait = (WINDOW - now.since(held.began)).max(0) / MINUTE + 1;
            return Err(u32::try_from(wait).unwrap_or(1));
        }
        for place in places {
            if let Some(count) = held.counts.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
        Ok(())
    }
}

/// A household has many addresses of the sixth version; its network is one (RFC 6177).
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    }
}

#[cfg(test)]
mod tests {
    use model::ReaderId;

    use super::*;

    #[test]
    fn one_who_floods_waits_and_others_do_not() {
        let limits = Limits::default();
        let guest = |number: u8| Owner::Guest([number; 32]);
        let at = |text: &str| text.parse().ok();
        for _ in 0..BY_ONE {
            assert_eq!(limits.take(&guest(1), None, Time(0)), Ok(()));
        }
        assert_eq!(limits.take(&guest(1), None, Time(5 * MINUTE)), Err(11));
        assert_eq!(limits.take(&guest(2), None, Time(0)), Ok(()));
        assert_eq!(limits.take(&Owner::Reader(ReaderId(1)), None, Time(0)), Ok(()));
        for number in 0..FROM_AN_ADDRESS {
            let address = at(&format!("2001:db8:1:2::{number:x}"));
            assert_eq!(limits.take(&guest(100 + number as u8), address, Time(0)), Ok(()), "a new cookie each time");
        }
        assert!(limits.take(&guest(99), at("2001:db8:1:2:ffff::1"), Time(0)).is_err());
        assert_eq!(limits.take(&guest(98), at("2001:db8:1:3::1"), Time(0)), Ok(()));
        assert_eq!(limits.take(&guest(1), None, Time(WINDOW)), Ok(()), "a new window");
    }
}
