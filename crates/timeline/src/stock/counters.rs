//! What readers did with an item, each event worth half after a half-life.

use model::{DAY, Deed, HOUR, MINUTE, Time};

use crate::decay::left_after;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HalfLife {
    TenMinutes,
    Hour,
    FourHours,
    Day,
}

impl HalfLife {
    pub const ALL: [HalfLife; 4] = [HalfLife::TenMinutes, HalfLife::Hour, HalfLife::FourHours, HalfLife::Day];

    pub fn ms(self) -> i64 {
        match self {
            HalfLife::TenMinutes => 10 * MINUTE,
            HalfLife::Hour => HOUR,
            HalfLife::FourHours => 4 * HOUR,
            HalfLife::Day => DAY,
        }
    }
}

pub(crate) struct Counters {
    at: Time,
    cells: [[f32; 4]; Deed::ALL.len()],
}

impl Counters {
    pub(crate) fn new(at: Time) -> Counters {
        Counters { at, cells: [[0.0; 4]; Deed::ALL.len()] }
    }

    pub(crate) fn count(&mut self, deed: Deed, at: Time) {
        if at > self.at {
            let passed = at.since(self.at);
            let left = HalfLife::ALL.map(|half_life| left_after(passed, half_life.ms()));
            for row in &mut self.cells {
                for (cell, left) in row.iter_mut().zip(left) {
                    *cell = (f64::from(*cell) * left) as f32;
                }
            }
            self.at = at;
        }
        let late = self.at.since(at);
        for half_life in HalfLife::ALL {
            let cell = &mut self.cells[place(deed)][half_life as usize];
            *cell = (f64::from(*cell) + left_after(late, half_life.ms())) as f32;
        }
    }

    /// All deeds, each worth half after a day, in the order of `Deed::ALL`.
    pub(crate) fn read_day(&self, now: Time) -> [f64; Deed::ALL.len()] {
        let left = left_after(now.since(self.at), HalfLife::Day.ms());
        self.cells.map(|row| f64::from(row[HalfLife::Day as usize]) * left)
    }

    pub(crate) fn read(&self, deed: Deed, half_life: HalfLife, now: Time) -> f64 {
        let cell = f64::from(self.cells[place(deed)][half_life as usize]);
        if cell == 0.0 { 0.0 } else { cell * left_after(now.since(self.at), half_life.ms()) }
    }
}

fn place(deed: Deed) -> usize {
    match deed {
        Deed::Shown => 0,
        Deed::Opened => 1,
        Deed::Finished => 2,
        Deed::Liked => 3,
        Deed::Hidden => 4,
        Deed::Visited => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::{Counters, HalfLife};
    use model::{DAY, Deed, HOUR, Time};

    #[test]
    fn an_event_counts_half_after_its_half_life_and_a_late_one_is_not_worth_more() {
        let mut counters = Counters::new(Time(0));
        counters.count(Deed::Opened, Time(0));
        assert_eq!(counters.read(Deed::Opened, HalfLife::Day, Time(DAY)), 0.5);
        assert_eq!(counters.read(Deed::Shown, HalfLife::Day, Time(DAY)), 0.0);
        counters.count(Deed::Opened, Time(HOUR));
        counters.count(Deed::Opened, Time(0));
        assert_eq!(counters.read(Deed::Opened, HalfLife::Hour, Time(HOUR)), 2.0);
    }
}
