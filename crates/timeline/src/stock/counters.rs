//! What readers did with something, each event worth half after a half-life.

use model::{DAY, Deed, HOUR, MINUTE, Time};

use super::quality::Coordinate;
use crate::decay::left_after;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HalfLife {
    TenMinutes,
    Hour,
    FourHours,
    Day,
    Week,
}

impl HalfLife {
    pub const ALL: [HalfLife; 5] =
        [HalfLife::TenMinutes, HalfLife::Hour, HalfLife::FourHours, HalfLife::Day, HalfLife::Week];

    pub fn ms(self) -> i64 {
        match self {
            HalfLife::TenMinutes => 10 * MINUTE,
            HalfLife::Hour => HOUR,
            HalfLife::FourHours => 4 * HOUR,
            HalfLife::Day => DAY,
            HalfLife::Week => 7 * DAY,
        }
    }
}

pub(crate) const SPANS: usize = HalfLife::ALL.len();
/// Those before [`Deed::Heard`], which tells of her alone: most clips never had their sound turned on by who hears them.
pub(crate) const DEEDS: usize = Deed::Heard as usize;

/// Cells by deed and half-life, all faded to one moment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counters {
    pub(crate) at: Time,
    pub(crate) cells: [[f32; SPANS]; DEEDS],
    /// Readings, wherever they came from; `cells` has openings of slots only, because only they follow a showing.
    pub(crate) views: [f32; SPANS],
    /// Its fair part of the openings on the slates that it stood on: one over the slate's length, each.
    pub(crate) fair: [f32; SPANS],
    /// How it did against the others of its slates, in log-odds: a slow and a quick estimate.
    pub(crate) strength: [f32; 2],
    /// Its part in the log-odds that what is shown is taken (see `quality`).
    pub(crate) quality: Coordinate,
    /// By how much longer readers stayed than they do with other things as long, as differences of quantiles, summed;
    /// and how many; half after a week.
    pub(crate) watched: [f32; 2],
    /// What readers whom nobody knows yet added to showings and openings; half after a day.
    pub(crate) newcomers: [f32; 2],
}

impl Counters {
    pub(crate) fn new(at: Time) -> Counters {
        Counters {
            at,
            cells: [[0.0; SPANS]; DEEDS],
            views: [0.0; SPANS],
            fair: [0.0; SPANS],
            strength: [0.0; 2],
            quality: Coordinate::default(),
            watched: [0.0; 2],
            newcomers: [0.0; 2],
        }
    }

    /// A late event counts with what would be left of it by now.
    pub(crate) fn count(&mut self, deed: Deed, at: Time, weight: f64) {
        self.fade_to(at);
        let late = self.at.since(at);
        let cells = &mut self.cells[deed as usize];
        for (cell, half_life) in cells.iter_mut().zip(HalfLife::ALL) {
            *cell = (f64::from(*cell) + weight * left_after(late, half_life.ms())) as f32;
        }
    }

    pub(crate) fn view(&mut self, at: Time, weight: f64) {
        self.fade_to(at);
        let late = self.at.since(at);
        for (cell, half_life) in self.views.iter_mut().zip(HalfLife::ALL) {
            *cell = (f64::from(*cell) + weight * left_after(late, half_life.ms())) as f32;
        }
    }

    /// It stood on a slate of so many.
    pub(crate) fn stand(&mut self, slate: usize, at: Time, weight: f64) {
        self.fade_to(at);
        for cell in &mut self.fair {
            *cell = (f64::from(*cell) + weight / slate.max(1) as f64) as f32;
        }
    }

    /// How much longer readers stay with it, from -1 to 1; five stays of the usual length are added.
    pub(crate) fn stay(&self) -> f64 {
        f64::from(self.watched[0]) / (f64::from(self.watched[1]) + 5.0)
    }

    pub(crate) fn stayed(&mut self, longer: f64, at: Time, weight: f64) {
        self.fade_to(at);
        self.watched[0] = (f64::from(self.watched[0]) + weight * longer) as f32;
        self.watched[1] = (f64::from(self.watched[1]) + weight) as f32;
    }

    fn fade_to(&mut self, at: Time) {
        if at <= self.at {
            return;
        }
        let passed = at.since(self.at);
        let left = HalfLife::ALL.map(|half_life| left_after(passed, half_life.ms()));
        for row in self.cells.iter_mut().chain([&mut self.views, &mut self.fair]) {
            for (cell, left) in row.iter_mut().zip(left) {
                *cell = (f64::from(*cell) * left) as f32;
            }
        }
        for cell in &mut self.watched {
            *cell = (f64::from(*cell) * left[HalfLife::Week as usize]) as f32;
        }
        for cell in &mut self.newcomers {
            *cell = (f64::from(*cell) * left[HalfLife::Day as usize]) as f32;
        }
        self.at = at;
    }

    /// How much an event of a newcomer may still count. All newcomers together count as much with one thing as known
    /// readers do, or as twenty of them: a crowd that nobody knows cannot carry it further.
    pub(crate) fn admit(&mut self, deed: Deed, at: Time) -> f64 {
        self.fade_to(at);
        let place = usize::from(deed != Deed::Shown);
        let all = f64::from(self.cells[deed as usize][HalfLife::Day as usize]);
        let theirs = f64::from(self.newcomers[place]);
        let room = NEWCOMERS.max(all - theirs) - theirs;
        let admitted = room.clamp(0.0, 1.0);
        self.newcomers[place] = (theirs + admitted) as f32;
        admitted
    }

    pub(crate) fn faded(&self, now: Time) -> Faded<'_> {
        let passed = now.since(self.at);
        Faded {
            cells: &self.cells,
            views: &self.views,
            fair: &self.fair,
            left: HalfLife::ALL.map(|half_life| left_after(passed, half_life.ms())),
        }
    }

    pub(crate) fn read(&self, deed: Deed, half_life: HalfLife, now: Time) -> f64 {
        let cell = f64::from(self.cells[deed as usize][half_life as usize]);
        if cell == 0.0 { 0.0 } else { cell * left_after(now.since(self.at), half_life.ms()) }
    }
}

/// See `Counters::admit`.
pub(crate) const NEWCOMERS: f64 = 20.0;

/// Counters as they stand at a moment.
#[derive(Clone, Copy)]
pub(crate) struct Faded<'a> {
    cells: &'a [[f32; SPANS]; DEEDS],
    views: &'a [f32; SPANS],
    fair: &'a [f32; SPANS],
    left: [f64; SPANS],
}

static NEVER: [[f32; SPANS]; DEEDS] = [[0.0; SPANS]; DEEDS];

impl<'a> Faded<'a> {
    /// Nothing was ever done with it.
    pub(crate) fn nothing() -> Faded<'a> {
        Faded { cells: &NEVER, views: &NEVER[0], fair: &NEVER[0], left: [0.0; SPANS] }
    }
}

impl Faded<'_> {
    pub(crate) fn of(&self, deed: Deed, half_life: HalfLife) -> f64 {
        f64::from(self.cells[deed as usize][half_life as usize]) * self.left[half_life as usize]
    }

    pub(crate) fn views(&self, half_life: HalfLife) -> f64 {
        f64::from(self.views[half_life as usize]) * self.left[half_life as usize]
    }

    pub(crate) fn fair(&self, half_life: HalfLife) -> f64 {
        f64::from(self.fair[half_life as usize]) * self.left[half_life as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{Counters, HalfLife};
    use model::{DAY, Deed, HOUR, Time};

    #[test]
    fn an_event_counts_half_after_its_half_life_and_a_late_one_is_not_worth_more() {
        let mut counters = Counters::new(Time(0));
        counters.count(Deed::Opened, Time(0), 1.0);
        assert_eq!(counters.read(Deed::Opened, HalfLife::Day, Time(DAY)), 0.5);
        assert_eq!(counters.read(Deed::Shown, HalfLife::Day, Time(DAY)), 0.0);
        counters.count(Deed::Opened, Time(HOUR), 1.0);
        counters.count(Deed::Opened, Time(0), 1.0);
        assert_eq!(counters.read(Deed::Opened, HalfLife::Hour, Time(HOUR)), 2.0);
        assert_eq!(counters.faded(Time(HOUR)).of(Deed::Opened, HalfLife::Hour), 2.0);
    }

    #[test]
    fn a_crowd_of_newcomers_counts_as_twenty_or_as_much_as_those_who_are_known() {
        let mut counters = Counters::new(Time(0));
        let crowd = |counters: &mut Counters| {
            for _ in 0..1000 {
                let weight = counters.admit(Deed::Opened, Time(0));
                counters.count(Deed::Opened, Time(0), weight);
            }
            counters.read(Deed::Opened, HalfLife::Day, Time(0))
        };
        assert_eq!(crowd(&mut counters), 20.0);
        for _ in 0..50 {
            counters.count(Deed::Opened, Time(0), 1.0);
        }
        assert!((crowd(&mut counters) - 100.0).abs() < 1.0);
    }
}
