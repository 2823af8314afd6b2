//! How is a source doing? A state and one sentence, from its last answers.

use model::{HOUR, Health, MINUTE, Time};
use store::{Answer, Polling};

use crate::take_in::{Nature, Taken};
use crate::words::{self, Row, date, say};

/// So many answers are remembered, and of a row of failures always the first.
const REMEMBERED: usize = 10;

pub(crate) struct Verdict {
    pub health: Health,
    pub words: String,
}

/// Why a source could not be read.
pub(crate) enum Trouble {
    Nature(Nature),
    Status(u16),
    Slowed { until: Time },
    Error(String),
}

/// It answered with a feed, or said that nothing changed.
pub(crate) fn well(
    polling: &Polling,
    taken: Option<&Taken>,
    before: (Health, &str),
    moved_to: Option<&str>,
    now: Time,
) -> Verdict {
    let verdict = |health, words| Verdict { health, words };
    if let Some(address) = moved_to {
        return verdict(Health::Well, say(words::MOVED, &[&address]));
    }
    match taken.map(|taken| taken.faults.as_slice()) {
        Some([]) => {}
        Some([only]) => return verdict(Health::Faulty, say(words::FAULTY_ONE, &[&trimmed(only)])),
        Some([first, more @ ..]) => {
            return verdict(Health::Faulty, say(words::FAULTY, &[&(more.len() + 1), &trimmed(first)]));
        }
        // Nothing changed, so what was faulty is so still.
        None if before.0 == Health::Faulty => return verdict(Health::Faulty, before.1.to_owned()),
        None => {}
    }
    let pushed = polling.hub_lease_until.is_some_and(|until| until > now);
    verdict(Health::Well, say(if pushed { words::PUSHED } else { words::WELL }, &[]))
}

pub(crate) fn ill(polling: &Polling, trouble: &Trouble, stopped: bool, now: Time) -> Verdict {
    let since = date(failing_since(polling, now));
    let plain = |row: Row| say(row, &[&since]);
    let (health, words) = match trouble {
        Trouble::Slowed { until } => (Health::Slowed, say(words::SLOWED, &[&wait(until.since(now))])),
        Trouble::Status(410) => (Health::Stopped, say(words::GONE, &[])),
        Trouble::Status(404) => (Health::Failing, plain(words::MISSING)),
        Trouble::Status(401 | 407) => (Health::Failing, plain(words::LOCKED)),
        Trouble::Status(403 | 451) => (Health::Failing, plain(words::REFUSED)),
        Trouble::Status(status @ 500..) => (Health::Failing, say(words::TROUBLE, &[&since, status])),
        Trouble::Status(status) => (Health::Failing, say(words::ODD_STATUS, &[status, &since])),
        Trouble::Nature(Nature::Page) => (Health::Failing, plain(words::PAGE)),
        Trouble::Nature(Nature::Empty) => (Health::Failing, plain(words::EMPTY)),
        Trouble::Nature(_) => (Health::Failing, plain(words::NO_FEED)),
        Trouble::Error(error) => (Health::Failing, say(words::FAILING, &[&since, error])),
    };
    if stopped && health == Health::Failing {
        let why = if let Trouble::Error(error) = trouble { error.clone() } else { words };
        return Verdict { health: Health::Stopped, words: say(words::STOPPED, &[&since, &why]) };
    }
    Verdict { health, words }
}

/// When the present row of failures began; now, when it begins now.
pub(crate) fn failing_since(polling: &Polling, now: Time) -> Time {
    polling.last_answers.iter().rev().take_while(|answer| !answer.words.is_empty()).last().map_or(now, |first| first.at)
}

/// Notes an answer. One with words is a failure; the first failure of a row is never forgotten.
pub(crate) fn remember(polling: &mut Polling, answer: Answer) {
    polling.last_answers.push(answer);
    while polling.last_answers.len() > REMEMBERED {
        let first_fails = polling.last_answers.iter().all(|answer| !answer.words.is_empty());
        polling.last_answers.remove(usize::from(first_fails));
    }
}

fn wait(ms: i64) -> String {
    let minutes = (ms.max(0) + MINUTE - 1) / MINUTE;
    if ms < 2 * HOUR { say(words::MINUTES, &[&minutes]) } else { say(words::HOURS, &[&((ms + HOUR / 2) / HOUR)]) }
}

fn trimmed(fault: &str) -> String {
    crate::compose::shortened(&crate::compose::one_line(fault), 160).trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::DAY;

    fn now() -> Time {
        Time::from_rfc3339("2026-11-23T12:00:00Z").unwrap()
    }

    #[test]
    fn every_trouble_is_one_sentence_with_a_next_step() {
        let mut polling = Polling::default();
        for back in [9, 8, 7] {
            remember(
                &mut polling,
                Answer {
                    at: now().plus(-back * DAY),
                    status: 0,
                    words: if back == 9 { "" } else { "x" }.into(),
                    new_items: 0,
                },
            );
        }
        for (trouble, stopped, health, words) in [
            (
                Trouble::Nature(Nature::Page),
                false,
                Health::Failing,
                "It answers with a page instead of a feed since 15 November 2026; its address may have changed.",
            ),
            (
                Trouble::Nature(Nature::Empty),
                false,
                Health::Failing,
                "It answers with nothing at all since 15 November 2026; it will be asked again.",
            ),
            (
                Trouble::Status(404),
                false,
                Health::Failing,
                "It has no feed at this address since 15 November 2026; its address may have changed.",
            ),
            (
                Trouble::Status(410),
                false,
                Health::Stopped,
                "Its server says that the feed is gone for good, so it is not asked any more: remove it, or look for its new address.",
            ),
            (
                Trouble::Status(503),
                false,
                Health::Failing,
                "Its server is in trouble since 15 November 2026 and answers 503; it will be asked again.",
            ),
            (
                Trouble::Slowed { until: now().plus(90 * MINUTE) },
                false,
                Health::Slowed,
                "It asked us to slow down; it will be asked again after 90 minutes.",
            ),
            (
                Trouble::Slowed { until: now().plus(5 * HOUR) },
                false,
                Health::Slowed,
                "It asked us to slow down; it will be asked again after 5 hours.",
            ),
            (
                Trouble::Error("a.example did not answer.".into()),
                false,
                Health::Failing,
                "It could not be read since 15 November 2026: a.example did not answer.",
            ),
            (
                Trouble::Error("a.example did not answer.".into()),
                true,
                Health::Stopped,
                "It could not be read since 15 November 2026 and is not asked any more: a.example did not answer.",
            ),
        ] {
            let verdict = ill(&polling, &trouble, stopped, now());
            assert_eq!((verdict.health, verdict.words.as_str()), (health, words));
            assert_ne!(words::german(words), words);
        }
    }

    #[test]
    fn the_first_of_many_failures_is_not_forgotten() {
        let mut polling = Polling::default();
        for back in (0..40).rev() {
            remember(&mut polling, Answer { at: now().plus(-back * DAY), words: "x".into(), ..Answer::default() });
        }
        assert_eq!(polling.last_answers.len(), REMEMBERED);
        assert_eq!(failing_since(&polling, now()), now().plus(-39 * DAY));
        remember(&mut polling, Answer { at: now(), ..Answer::default() });
        assert_eq!(failing_since(&polling, now().plus(1)), now().plus(1));
    }
}
