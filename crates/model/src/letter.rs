//! A letter by mail: how often it comes, and when.

/// When letters go out, by the clock of the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    weekday: u8,
    hour: u8,
}

impl Rhythm {
    /// `weekday`: 0 for each day, otherwise a day of the week from Monday (1) to Sunday (7, ISO 8601). `hour`: 0 to 23.
    pub fn new(weekday: u8, hour: u8) -> Option<Rhythm> {
        (weekday <= 7 && hour <= 23).then_some(Rhythm { weekday, hour })
    }

    /// From Monday (1) to Sunday (7); `None` for each day.
    pub fn weekday(self) -> Option<u8> {
        (self.weekday > 0).then_some(self.weekday)
    }

    pub fn hour(self) -> u8 {
        self.hour
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_and_hours_that_there_are_make_a_rhythm() {
        for (weekday, hour, fits) in [(0, 0, true), (7, 23, true), (8, 7, false), (1, 24, false)] {
            assert_eq!(Rhythm::new(weekday, hour).is_some(), fits, "{weekday} {hour}");
        }
        assert_eq!(Rhythm::new(0, 7).unwrap().weekday(), None);
        assert_eq!(Rhythm::new(3, 7).unwrap().weekday(), Some(3));
    }
}
