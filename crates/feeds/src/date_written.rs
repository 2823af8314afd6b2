//! What date do these words and numbers mean?

use model::HOUR;

use crate::date::{Clock, Moment, full_year};
use crate::date_names::{month, named_zone, offset};

/// Everything that has words, or numbers in another order than ISO's.
pub fn written(text: &str) -> Option<Moment> {
    let mut found = Found::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            rest = found.number(rest);
        } else if first.is_alphabetic() {
            let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            rest = found.word(rest, length);
        } else if matches!(first, '+' | '-') && found.clock.is_some() && found.zone.is_none() && offset(rest).is_some()
        {
            found.zone = offset(rest);
            rest = rest[1..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
        } else {
            if matches!(first, '/' | '.') {
                found.separator.get_or_insert(first);
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    found.moment()
}

#[derive(Default)]
struct Found {
    /// Numbers that are no part of a time, with how many digits they had.
    numbers: Vec<(i64, usize)>,
    month: Option<i64>,
    clock: Option<Clock>,
    afternoon: Option<bool>,
    zone: Option<i64>,
    separator: Option<char>,
}

impl Found {
    fn number<'a>(&mut self, text: &'a str) -> &'a str {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let mut clock = Clock::default();
        if self.clock.is_none()
            && digits <= 2
            && text.as_bytes().get(digits) == Some(&b':')
            && let Some(rest) = clock.read(text)
        {
            self.clock = Some(clock);
            return rest;
        }
        if let Ok(value) = text[..digits].parse::<i64>()
            && self.numbers.len() < 4
        {
            self.numbers.push((value, digits));
        }
        &text[digits..]
    }

    fn word<'a>(&mut self, text: &'a str, length: usize) -> &'a str {
        let word = text[..length].to_lowercase();
        match word.as_str() {
            "am" | "오전" | "πμ" | "vorm" => self.afternoon = Some(false),
            "pm" | "오후" | "μμ" | "nachm" => self.afternoon = Some(true),
            "년" | "월" | "일" => self.zone = self.zone.or(Some(9 * 60)),
            _ => {}
        }
        if word.chars().any(|letter| ('가'..='힣').contains(&letter)) {
            self.zone = self.zone.or(Some(9 * 60));
        }
        if self.clock.is_none() {
            self.month = month(&word).or(self.month);
        } else if self.month.is_none() {
            self.month = month(&word);
        }
        if self.clock.is_some() && self.zone.is_none() {
            self.zone = named_zone(&word);
            // `GMT+1`, `UTC-05:00`
            if self.zone == Some(0)
                && let Some(shift) = offset(text[length..].trim_start())
            {
                self.zone = Some(shift);
                let rest = text[length..].trim_start();
                return rest[1..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
            }
        }
        &text[length..]
    }

    fn moment(self) -> Option<Moment> {
        let mut numbers = self.numbers.iter().copied();
        let (year, month, day) = match self.month {
            Some(month) => {
                let (first, second) = (numbers.next()?, numbers.next());
                let Some(second) = second else {
                    // `July 2004`
                    return (first.1 == 4).then(|| self.at(first.0, month, 1));
                };
                let (year, day) = if first.1 > 2 || first.0 > 31 { (first, second) } else { (second, first) };
                (full_year(year.0, year.1), month, day.0)
            }
            None => {
                let [first, second, third] = [numbers.next()?, numbers.next()?, numbers.next()?];
                if first.1 == 4 {
                    (first.0, second.0, third.0)
                } else {
                    let year = full_year(third.0, third.1);
                    // Strokes are written in America, month first, unless that cannot be.
                    let month_first = self.separator == Some('/') && first.0 <= 12;
                    if month_first || second.0 > 12 { (year, first.0, second.0) } else { (year, second.0, first.0) }
                }
            }
        };
        Some(self.at(year, month, day))
    }

    fn at(&self, year: i64, month: i64, day: i64) -> Moment {
        let mut clock = self.clock.unwrap_or_default().ms;
        match self.afternoon {
            Some(true) if clock < 12 * HOUR => clock += 12 * HOUR,
            Some(false) if (12 * HOUR..13 * HOUR).contains(&clock) => clock -= 12 * HOUR,
            _ => {}
        }
        Moment { year, month, day, clock, zone: self.zone.unwrap_or(0) }
    }
}
