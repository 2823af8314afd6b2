//! Numbers as each language writes them.

use super::Tongue;

impl Tongue {
    fn marks(self) -> (char, char) {
        match self {
            Tongue::English => (',', '.'),
            Tongue::German => ('.', ','),
        }
    }
}

/// `12,345` or `12.345`.
pub fn whole(tongue: Tongue, number: u64) -> String {
    let digits = number.to_string();
    let mut said = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            said.push(tongue.marks().0);
        }
        said.push(digit);
    }
    said
}

/// `3.4` or `3,4`; a real minus sign; `–` for what is no number.
pub fn decimal(tongue: Tongue, number: f64, places: usize) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let digits = format!("{:.places$}", number.abs());
    // What rounds to nothing is neither above nor below it.
    let is_nothing = digits.bytes().all(|digit| matches!(digit, b'0' | b'.'));
    let (before, after) = digits.split_once('.').unwrap_or((&digits, ""));
    let sign = if number < 0.0 && !is_nothing { "−" } else { "" };
    let before = before.parse().map_or_else(|_| before.to_owned(), |number| whole(tongue, number));
    if after.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}{}{after}", tongue.marks().1) }
}

/// The same, with a plus where it is above nothing.
pub fn signed(tongue: Tongue, number: f64, places: usize) -> String {
    let said = decimal(tongue, number, places);
    let is_something = said.chars().any(|digit| matches!(digit, '1'..='9'));
    if number > 0.0 && is_something { format!("+{said}") } else { said }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        for (number, english, german) in
            [(0, "0", "0"), (999, "999", "999"), (1_000, "1,000", "1.000"), (12_345_678, "12,345,678", "12.345.678")]
        {
            assert_eq!(whole(Tongue::English, number), english);
            assert_eq!(whole(Tongue::German, number), german);
        }
        for (number, places, english, german) in [
            (12.43, 1, "+12.4", "+12,4"),
            (-0.256, 2, "−0.26", "−0,26"),
            (-0.001, 2, "0.00", "0,00"),
            (0.0, 1, "0.0", "0,0"),
            (1234.5, 1, "+1,234.5", "+1.234,5"),
            (7.0, 0, "+7", "+7"),
            (f64::NAN, 1, "–", "–"),
        ] {
            assert_eq!(signed(Tongue::English, number, places), english);
            assert_eq!(signed(Tongue::German, number, places), german);
        }
    }
}
