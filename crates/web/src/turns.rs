//! How often may somebody ask for what is costly to make? So many times a minute each, and no more than is told here is
//! remembered.

use crate::Wrong;
use model::ReaderId;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

const MINUTE: Duration = Duration::from_secs(60);
/// A reader needs one receipt, or a few to compare.
const EACH: u32 = 10;
/// All visitors together whom nobody knows; they would all get the same anyway.
const NOBODY: u32 = 60;
/// Readers remembered at once; whoever comes when there are more waits for the next minute.
const READERS: usize = 10_000;

#[derive(Default)]
pub struct Turns(Mutex<Taken>);

/// Within the minute that began then.
#[derive(Default)]
struct Taken {
    began: Option<Instant>,
    by: HashMap<Option<ReaderId>, u32>,
}

impl Turns {
    /// Refused when she had all of her turns within this minute.
    pub fn take(&self, reader: Option<ReaderId>, now: Instant) -> Result<(), Wrong> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.began.is_none_or(|began| now.duration_since(began) >= MINUTE) {
            *held = Taken { began: Some(now), by: HashMap::new() };
        }
        let taken = &mut held.by;
        let most = if reader.is_some() { EACH } else { NOBODY };
        if taken.len() >= READERS && !taken.contains_key(&reader) {
            return Err(Wrong::TooOften);
        }
        let turns = taken.entry(reader).or_default();
        if *turns >= most {
            return Err(Wrong::TooOften);
        }
        *turns += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_her_own_turns_and_new_ones_in_the_next_minute() {
        let (turns, start) = (Turns::default(), Instant::now());
        let ann = Some(ReaderId(1));
        for _ in 0..EACH {
            assert_eq!(turns.take(ann, start), Ok(()));
        }
        assert_eq!(turns.take(ann, start + MINUTE / 2), Err(Wrong::TooOften));
        assert_eq!(turns.take(Some(ReaderId(2)), start), Ok(()), "another is not kept waiting by her");
        assert_eq!(turns.take(None, start), Ok(()));
        assert_eq!(turns.take(ann, start + MINUTE), Ok(()));
        for reader in 3..READERS as i64 + 2 {
            assert_eq!(turns.take(Some(ReaderId(reader)), start + MINUTE), Ok(()));
        }
        assert_eq!(turns.take(Some(ReaderId(99_999)), start + MINUTE), Err(Wrong::TooOften), "what is kept is bounded");
    }
}
