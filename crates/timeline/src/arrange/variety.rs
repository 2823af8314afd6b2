//! Filling a page greedily: the best of what is left, less what it repeats (maximal marginal relevance: Carbonell and
//! Goldstein, 1998), and with topics in about the parts that they have in what she reads (Steck: Calibrated
//! recommendations, RecSys 2018; here by what is missing or too much, because a logarithm is not the same everywhere).

use model::{Kind, Topic};

use super::{Contender, Rules};
/// What full likeness to something on the page costs; likeness below the floor costs nothing.
const LIKENESS_COST: f64 = 0.6;
const LIKENESS_FLOOR: f64 = 0.35;
/// What each of the last slots with the same topic, source or (for videos and audio) kind costs.
const TOPIC_COST: f64 = 0.05;
const SOURCE_COST: f64 = 0.1;
const KIND_COST: f64 = 0.1;
/// What a kind gains that the last slots did not have.
const KIND_GAIN: f64 = 0.15;
const LOOK_BACK: usize = 5;
/// What a slot gains that its topic still lacks, or costs where the topic has one too many.
const CALIBRATION: f64 = 0.2;

pub(super) struct Page<'a> {
    contenders: &'a [Contender],
    rules: Rules,
    cap: usize,
    pub(super) picks: Vec<usize>,
    of_source: Vec<usize>,
    of_topic: Vec<usize>,
}

/// One of the contenders in play, with its greatest likeness to what is on the page.
struct Runner {
    place: usize,
    likest: f64,
}

impl<'a> Page<'a> {
    pub(super) fn new(contenders: &'a [Contender], cap: usize, rules: Rules) -> Page<'a> {
        let sources = contenders.iter().map(|contender| contender.source + 1).max().unwrap_or(0);
        let topics = contenders.iter().map(|contender| contender.topic_place + 1).max().unwrap_or(0);
        Page {
            contenders,
            rules,
            cap,
            picks: Vec::with_capacity(rules.slots),
            of_source: vec![0; sources],
            of_topic: vec![0; topics],
        }
    }

    pub(super) fn has_enough_of(&self, source: usize) -> bool {
        self.of_source[source] >= self.cap
    }

    pub(super) fn contender(&self, place: usize) -> &Contender {
        &self.contenders[place]
    }

    /// Takes `count` more from `left`, which is best first.
    pub(super) fn fill(&mut self, left: &mut Vec<usize>, values: &[f64], count: usize) {
        if !self.rules.varied {
            self.fill_by_value(left, count);
            return;
        }
        // What stands far below the page cannot come up by variety: it is not compared.
        let in_play = (4 * self.rules.slots + 60).min(left.len());
        let mut runners: Vec<Runner> = left[..in_play].iter().map(|&place| Runner { place, likest: 0.0 }).collect();
        for &pick in &self.picks {
            self.compare(&mut runners, pick);
        }
        let before = self.picks.len();
        while self.picks.len() < before + count {
            let mut best: Option<(f64, usize)> = None;
            for (index, runner) in runners.iter().enumerate() {
                let contender = &self.contenders[runner.place];
                if self.has_enough_of(contender.source) {
                    continue;
                }
                let too_like = ((runner.likest - LIKENESS_FLOOR) / (1.0 - LIKENESS_FLOOR)).max(0.0);
                let score = values[runner.place] - LIKENESS_COST * too_like + self.mixture(contender);
                if best.is_none_or(|(highest, _)| score > highest) {
                    best = Some((score, index));
                }
            }
            let Some((_, index)) = best else { break };
            let pick = runners.remove(index).place;
            self.take(pick);
            self.compare(&mut runners, pick);
        }
        let picks = &self.picks;
        left.retain(|place| !picks.contains(place));
        let missing = (before + count).saturating_sub(self.picks.len());
        if missing > 0 {
            self.fill_by_value(left, missing);
        }
    }

    fn fill_by_value(&mut self, left: &mut Vec<usize>, count: usize) {
        let wanted = self.picks.len() + count;
        left.retain(|&place| {
            let takes = self.picks.len() < wanted && !self.has_enough_of(self.contenders[place].source);
            if takes {
                self.take(place);
            }
            !takes
        });
    }

    fn take(&mut self, place: usize) {
        self.of_source[self.contenders[place].source] += 1;
        self.of_topic[self.contenders[place].topic_place] += 1;
        self.picks.push(place);
    }

    fn compare(&self, runners: &mut [Runner], pick: usize) {
        let pick = &self.contenders[pick].direction;
        for runner in runners {
            let like = self.contenders[runner.place].direction.likeness(pick);
            runner.likest = runner.likest.max(like);
        }
    }

    /// What the last slots take from or add to a contender.
    fn mixture(&self, contender: &Contender) -> f64 {
        let last = &self.picks[self.picks.len().saturating_sub(LOOK_BACK)..];
        let mut mixture = 0.0;
        let mut kind_is_there = false;
        for &pick in last {
            let pick = &self.contenders[pick];
            if pick.topic == contender.topic && pick.topic != Topic(0) {
                mixture -= TOPIC_COST;
            }
            if pick.source == contender.source {
                mixture -= SOURCE_COST;
            }
            if pick.kind == contender.kind {
                kind_is_there = true;
                if contender.kind != Kind::Article {
                    mixture -= KIND_COST;
                }
            }
        }
        if !kind_is_there && last.len() == LOOK_BACK {
            mixture += KIND_GAIN;
        }
        mixture + self.calibration(contender)
    }

    /// By how much its topic lacks slots, with this one taken: between −1 and 1 slot counts.
    fn calibration(&self, contender: &Contender) -> f64 {
        let Some(wanted) = contender.wanted else { return 0.0 };
        let due = wanted * (self.picks.len() + 1) as f64;
        CALIBRATION * (due - self.of_topic[contender.topic_place] as f64).clamp(-1.0, 1.0)
    }
}
