//! How much she takes of what she is shown, in log-odds, beside how good that is for everybody (`stock::quality`): at
//! all, lately, on this page, of things as long as this; and how long she stays.

use super::Profile;
use crate::sigmoid::sigmoid;
use crate::stock::{Coordinate, Pace};

/// At all.
const LEVEL: Pace = Pace { prior: 1.0, most: 1e9 };
/// For as long as the last ten or so outcomes, and the last three.
const LATELY: Pace = Pace { prior: 2.0, most: 2.0 };
const OF_LENGTH: Pace = Pace { prior: 8.0, most: 1e9 };
const ON_PAGE: Pace = Pace { prior: 4.0, most: 1e9 };
/// So many kinds of page; where she sees more, the one that least is known of goes.
pub(super) const PAGES: usize = 8;
/// So many stays of the usual length are added, and no more than so many are remembered.
const STAYS: f64 = 4.0;
const STAYS_AT_MOST: f64 = 10.0;

impl Profile {
    /// An outcome: `quality` is the log-odds of it for everybody on this page, `happened` 1 or 0.
    pub(crate) fn take_or_leave(&mut self, page: u8, length: usize, quality: f64, happened: f64, weight: f64) {
        let level = self.level.weight();
        let learn = |coordinate: &mut Coordinate, pace: Pace, base: f64| {
            let foretold = sigmoid(quality + base + coordinate.weight());
            coordinate.learn(pace, foretold, happened - foretold, weight);
        };
        learn(&mut self.level_lately, LATELY, 0.0);
        if let Some(of_length) = self.size_levels.get_mut(length) {
            learn(of_length, OF_LENGTH, level);
        }
        learn(self.page_level_mut(page), ON_PAGE, level);
        learn(&mut self.level, LEVEL, 0.0);
    }

    /// On this kind of page, beside her level at all.
    pub(crate) fn page_level(&self, page: u8) -> f64 {
        self.page_levels.iter().find(|known| known.0 == page).map_or(0.0, |known| known.1.weight())
    }

    fn page_level_mut(&mut self, page: u8) -> &mut Coordinate {
        let place = match self.page_levels.iter().position(|known| known.0 == page) {
            Some(place) => place,
            None => {
                if self.page_levels.len() >= PAGES {
                    let least =
                        (0..PAGES).min_by(|&a, &b| self.page_levels[a].1.known.total_cmp(&self.page_levels[b].1.known));
                    self.page_levels.remove(least.unwrap_or(0));
                }
                self.page_levels.push((page, Coordinate::default()));
                self.page_levels.len() - 1
            }
        };
        &mut self.page_levels[place].1
    }

    /// How much longer she stays than others do, as a difference of quantiles, from -1 to 1.
    pub(crate) fn stay(&self) -> f64 {
        f64::from(self.stays[0])
    }

    /// How long she stayed: the quantile among all stays with items as long, less a half and less what is usual for
    /// that item.
    pub(crate) fn stayed(&mut self, longer: f64) {
        let [mean, count] = self.stays.map(f64::from);
        self.last_stay = longer.clamp(-1.0, 1.0) as f32;
        let mean = mean + (longer - mean) / (count + STAYS);
        self.stays = [mean.clamp(-1.0, 1.0) as f32, (count + 1.0).min(STAYS_AT_MOST) as f32];
    }
}

#[cfg(test)]
mod tests {
    use super::PAGES;
    use crate::profile::Profile;

    #[test]
    fn who_takes_much_on_one_page_is_known_to_take_more_there_than_elsewhere() {
        let mut profile = Profile::default();
        for round in 0..200 {
            profile.take_or_leave(1, 2, 0.0, 1.0, 1.0);
            profile.take_or_leave(2, 2, 0.0, f64::from(u8::from(round % 4 == 0)), 1.0);
        }
        assert!(profile.level.weight() > 0.2);
        assert!(profile.page_level(1) > 0.5 && profile.page_level(2) < -0.5);
        assert_eq!(profile.page_level(3), 0.0);
    }

    #[test]
    fn pages_are_bounded_and_the_best_known_stay() {
        let mut profile = Profile::default();
        for page in 0..=u8::MAX {
            for _ in 0..if page == 7 { 50 } else { 2 } {
                profile.take_or_leave(page, 0, 0.0, 1.0, 1.0);
            }
        }
        assert_eq!(profile.page_levels.len(), PAGES);
        assert!(profile.page_level(7) > 0.0);
        assert_eq!(Profile::from_bytes(&profile.to_bytes()), Some(profile));
    }

    #[test]
    fn who_stays_longer_than_others_is_known_to() {
        let mut profile = Profile::default();
        assert_eq!(profile.stay(), 0.0);
        for _ in 0..20 {
            profile.stayed(0.4);
        }
        assert!(profile.stay() > 0.3 && profile.stay() <= 0.4);
        profile.stayed(f64::MAX);
        assert!(profile.stay() <= 1.0);
        assert_eq!(Profile::from_bytes(&profile.to_bytes()), Some(profile));
    }

    #[test]
    fn a_profile_of_the_version_before_knows_nothing_of_pages_and_stays() {
        let mut profile = Profile::default();
        profile.take_or_leave(1, 2, 0.0, 1.0, 1.0);
        profile.page_levels.clear();
        let mut bytes = profile.to_bytes();
        bytes.truncate(bytes.len() - 3 * 4 - 1);
        bytes[0] = 2;
        assert_eq!(Profile::from_bytes(&bytes), Some(profile));
    }
}
