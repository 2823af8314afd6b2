//! How well does it foretell, and what do readers get? Series for the operator, bounded, kept over a restart.
//!
//! Everything is progressive: what was foretold before it was known, compared with what came. Nothing here says who.

use std::collections::{HashMap, VecDeque};
use std::path::Path;

use model::{HOUR, ItemId, MINUTE, SourceId, Time};
use serde::{Deserialize, Serialize};
use timeline::learn::Head;
use timeline::{BELOW_AN_ARTICLE, Impression, Rated, Stock, evaluate};

use super::recent::{Comparison, log_loss};
use super::shelf::write_whole;

/// Two weeks.
const HOURS: usize = 14 * 24;
const MINUTES: usize = 120;
const VERSIONS: usize = 24;
/// Positions that are counted apart; nobody looks at the two hundredth.
pub const POSITIONS: usize = 30;
/// Upper ends of the parts into which what was foretold is sorted, finer where most of it lies.
const PARTS: [f64; 14] = [0.005, 0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.11, 0.15, 0.2, 0.3, 0.45, 0.65, 1.0];
/// Half of what positions and calibration know is forgotten in a week.
const LEFT_AFTER_AN_HOUR: f64 = 0.995_882_6;
/// The likeness within a page takes longer to work out than a counter: every so manieth page is looked at.
const LOOKED_AT: u64 = 8;

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// Oldest first; hours in which nothing happened are not there.
    pub hours: VecDeque<Hour>,
    /// Minutes since 1970, and the events that came in them.
    pub minutes: VecDeque<(i64, u32)>,
    pub positions: Vec<Position>,
    pub calibration: Vec<Part>,
    /// Fits, oldest first.
    pub versions: VecDeque<Version>,
    #[serde(skip)]
    sources: HashMap<SourceId, u32>,
    #[serde(skip)]
    pages: u64,
}

/// Sums over one hour.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Hour {
    /// Hours since 1970.
    pub hour: i64,
    /// Slates on which something was opened and something was not, and their AUC summed.
    pub slates: u32,
    pub auc: f64,
    /// Slots of which it is known what came of them, the openings among them, and the log loss summed.
    pub slots: u64,
    pub opened: u64,
    pub log_loss: f64,
    pub events: u64,
    /// Pages given out, those looked at for their diversity, and that summed.
    pub pages: u64,
    pub looked_at: u32,
    pub diversity: f64,
    /// Of the slots given out: the Herfindahl index of their sources, and the share of the five largest.
    pub herfindahl: f64,
    pub top_five: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Position {
    pub shown: f64,
    pub opened: f64,
}

/// Slots of which about the same was foretold.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Part {
    pub foretold: f64,
    pub happened: f64,
    pub rows: f64,
}

/// A fit, adopted or not.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Version {
    pub number: u32,
    /// Milliseconds since 1970.
    pub at: i64,
    pub rows: u64,
    pub seconds: f64,
    pub adopted: bool,
    /// Of the last hour's outcomes: slates, AUC before and after, log loss before and after.
    pub compared: Option<(u64, [f64; 2], [f64; 2])>,
}

impl Hour {
    pub fn mean_auc(&self) -> Option<f64> {
        (self.slates > 0).then(|| self.auc / f64::from(self.slates))
    }

    pub fn mean_log_loss(&self) -> Option<f64> {
        (self.slots > 0).then(|| self.log_loss / self.slots as f64)
    }

    pub fn mean_diversity(&self) -> Option<f64> {
        (self.looked_at > 0).then(|| self.diversity / f64::from(self.looked_at))
    }
}

impl Figures {
    /// What was kept by [`Figures::keep`]; a file that cannot be read is told in a sentence, and the series begin anew.
    pub fn restored(path: &Path) -> (Figures, Option<String>) {
        let text = match std::fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (Figures::default(), None),
            Err(error) => return (Figures::default(), Some(told(path, &error))),
        };
        match serde_json::from_slice::<Figures>(&text) {
            Ok(mut figures) => {
                figures.bound();
                (figures, None)
            }
            Err(error) => (Figures::default(), Some(told(path, &error))),
        }
    }

    pub fn keep(&self, path: &Path) -> std::io::Result<()> {
        write_whole(path, &serde_json::to_vec(self)?)
    }

    pub(crate) fn count_events(&mut self, events: usize, now: Time) {
        let minute = now.0.div_euclid(MINUTE);
        match self.minutes.back_mut() {
            Some(last) if last.0 >= minute => last.1 = last.1.saturating_add(events as u32),
            _ => self.minutes.push_back((minute, events as u32)),
        }
        self.hour(now).events += events as u64;
        self.bound();
    }

    /// A page was given out.
    pub(crate) fn count_page(&mut self, items: &[ItemId], stock: &Stock, now: Time) {
        self.hour(now).pages += 1;
        self.pages += 1;
        let views: Vec<_> = items.iter().filter_map(|&item| stock.get(item)).collect();
        for view in &views {
            *self.sources.entry(view.source).or_default() += 1;
        }
        let (herfindahl, top_five) = concentration(&self.sources);
        let looks = self.pages % LOOKED_AT == 1;
        let hour = self.hour(now);
        (hour.herfindahl, hour.top_five) = (herfindahl, top_five);
        if looks && let Some(diversity) = diversity(&views.iter().map(|view| &view.embedding.0).collect::<Vec<_>>()) {
            hour.looked_at += 1;
            hour.diversity += diversity;
        }
    }

    /// What was foretold of slots before it was known what came of them.
    pub(crate) fn compare(&mut self, impression: &Impression, positions: &[u16], rated: &Rated, now: Time) {
        let opened: Vec<bool> = impression.deeds.iter().map(|deeds| deeds.has(Head::Open)).collect();
        // The first slot below an article is no first slot of a page.
        let positions = if impression.surface == BELOW_AN_ARTICLE { &[] } else { positions };
        for (&position, &opened) in positions.iter().zip(&opened) {
            let place = usize::from(position.max(1)) - 1;
            if place < POSITIONS {
                self.positions.resize(self.positions.len().max(place + 1), Position::default());
                self.positions[place].shown += 1.0;
                self.positions[place].opened += f64::from(u8::from(opened));
            }
        }
        self.calibration.resize(PARTS.len(), Part::default());
        let mut lost = 0.0;
        for (&foretold, &opened) in rated.probabilities.iter().zip(&opened) {
            let foretold = if foretold.is_finite() { foretold.clamp(0.0, 1.0) } else { 0.5 };
            lost += log_loss(foretold, opened);
            let part = &mut self.calibration[PARTS.partition_point(|&end| end < foretold).min(PARTS.len() - 1)];
            part.foretold += foretold;
            part.happened += f64::from(u8::from(opened));
            part.rows += 1.0;
        }
        let auc = evaluate::of_impression(&rated.values, &opened).map(|figures| figures.auc);
        let hour = self.hour(now);
        hour.slots += opened.len() as u64;
        hour.opened += opened.iter().filter(|&&opened| opened).count() as u64;
        hour.log_loss += lost;
        if let Some(auc) = auc {
            hour.slates += 1;
            hour.auc += auc;
        }
    }

    pub(crate) fn add_version(&mut self, mut version: Version, comparison: Option<Comparison>) {
        version.compared = comparison.map(|c| (c.slates as u64, c.auc, c.log_loss));
        self.versions.push_back(version);
        self.bound();
    }

    fn hour(&mut self, now: Time) -> &mut Hour {
        let hour = now.0.div_euclid(HOUR);
        let last = self.hours.back().map(|last| last.hour);
        // A clock that was set back goes on with the last hour.
        if last.is_none_or(|last| last < hour) {
            if let Some(last) = last {
                let left = LEFT_AFTER_AN_HOUR.powi(hour.saturating_sub(last).min(10_000) as i32);
                self.fade(left);
            }
            self.sources.clear();
            self.hours.push_back(Hour { hour, ..Hour::default() });
        }
        self.bound();
        let end = self.hours.len() - 1;
        &mut self.hours[end]
    }

    fn fade(&mut self, left: f64) {
        for position in &mut self.positions {
            position.shown *= left;
            position.opened *= left;
        }
        for part in &mut self.calibration {
            part.foretold *= left;
            part.happened *= left;
            part.rows *= left;
        }
    }

    fn bound(&mut self) {
        while self.hours.len() > HOURS {
            self.hours.pop_front();
        }
        while self.minutes.len() > MINUTES {
            self.minutes.pop_front();
        }
        while self.versions.len() > VERSIONS {
            self.versions.pop_front();
        }
        self.positions.truncate(POSITIONS);
        self.calibration.truncate(PARTS.len());
    }
}

fn told(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("The operator's series begin anew: {} could not be read: {error}.", path.display())
}

/// The sum of the squared shares (Herfindahl; 1 is one source alone), and what the five largest have together.
fn concentration(sources: &HashMap<SourceId, u32>) -> (f64, f64) {
    let mut counts: Vec<u32> = sources.values().copied().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let all = counts.iter().map(|&count| f64::from(count)).sum::<f64>().max(1.0);
    let shares = counts.iter().map(|&count| f64::from(count) / all);
    (shares.clone().map(|share| share * share).sum(), shares.take(5).sum())
}

/// One minus the mean cosine between the items of a page; `None` for fewer than two that say what they are about.
fn diversity(embeddings: &[&[i8; 64]]) -> Option<f64> {
    let product = |a: &[i8; 64], b: &[i8; 64]| a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum::<i32>();
    let lengths: Vec<f64> = embeddings.iter().map(|one| f64::from(product(one, one)).sqrt()).collect();
    let (mut sum, mut pairs) = (0.0, 0u32);
    for (place, one) in embeddings.iter().enumerate() {
        for (other_place, other) in embeddings.iter().enumerate().take(place) {
            let length = lengths[place] * lengths[other_place];
            if length > 0.0 {
                sum += f64::from(product(one, other)) / length;
                pairs += 1;
            }
        }
    }
    (pairs > 0).then(|| 1.0 - sum / f64::from(pairs))
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Time = Time(500_000 * HOUR);

    #[test]
    fn series_are_bounded_and_survive_a_restart() {
        let mut figures = Figures::default();
        for hour in 0..(HOURS as i64 + 5) {
            figures.count_events(3, START.plus(hour * HOUR));
        }
        assert_eq!((figures.hours.len(), figures.minutes.len()), (HOURS, MINUTES));
        // A clock that was set back adds to the last hour.
        figures.count_events(4, START);
        assert_eq!(figures.hours.back().unwrap().events, 7);
        let folder = std::env::temp_dir().join(format!("figures-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("learning.json");
        figures.keep(&path).unwrap();
        assert_eq!(Figures::restored(&path), (figures, None));
        std::fs::write(&path, "{\"hours\":7").unwrap();
        let (anew, why) = Figures::restored(&path);
        assert_eq!(anew, Figures::default());
        assert!(why.unwrap().contains("begin anew"));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn one_source_alone_is_as_concentrated_as_can_be() {
        let sources = |counts: &[u32]| counts.iter().enumerate().map(|(n, &c)| (SourceId(n as i64), c)).collect();
        assert_eq!(concentration(&sources(&[7])), (1.0, 1.0));
        let (herfindahl, top_five) = concentration(&sources(&[1; 10]));
        assert!((herfindahl - 0.1).abs() < 1e-12 && (top_five - 0.5).abs() < 1e-12);
        assert_eq!(concentration(&sources(&[])), (0.0, 0.0));
    }

    #[test]
    fn what_is_the_same_has_no_diversity() {
        let (one, other, nothing) = ([5i8; 64], [-5i8; 64], [0i8; 64]);
        assert!(diversity(&[&one, &one]).unwrap().abs() < 1e-12);
        assert!((diversity(&[&one, &other]).unwrap() - 2.0).abs() < 1e-12);
        assert_eq!(diversity(&[&one, &nothing]), None);
        assert_eq!(diversity(&[&one]), None);
    }
}
