//! How wide is a text about, and how is it written safely?

/// In pixels. Nobody here knows the reader's font; a little too wide is better than an overlap.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|letter| if letter >= '\u{2e80}' { 1.05 } else { 0.57 }).sum::<f64>() * size
}

/// Lines no wider than `room`, broken between words.
pub fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(word, size) + width(" ", size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| cut(line, size, room)).collect()
}

/// The text, or its beginning and an ellipsis.
pub fn cut(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if width(&kept, size) + width("w…", size) > room {
            break;
        }
        kept.push(letter);
    }
    kept.push('…');
    kept
}

/// For element content and quoted attributes. Characters that XML does not allow at all become spaces.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => safe.push(' '),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

/// `12,000`, `0.725`, `−3`; huge and tiny numbers as powers.
pub fn number(value: f64, decimals: usize) -> String {
    if value != 0.0 && !(1e-6..1e12).contains(&value.abs()) {
        return format!("{value:.1e}").replace('-', "−");
    }
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value < 0.0 && !is_zero { format!("−{grouped}") } else { grouped }
}

/// With as many decimals as say something, about three digits, and no zeros after them.
pub fn brief(value: f64) -> String {
    let text = number(value, decimals(value));
    if text.contains('.') && !text.contains('e') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// How many leave about three digits of a number of this size.
pub fn decimals(value: f64) -> usize {
    match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.01 || size == 0.0 => 3,
        _ => 5,
    }
}

/// A coordinate: a tenth of a pixel is finer than anybody sees.
pub fn at(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{brief, cut, escape, number, wrap};

    #[test]
    fn numbers_are_written_for_people() {
        for (value, decimals, text) in [
            (12_000.0, 0, "12,000"),
            (1_234_567.0, 0, "1,234,567"),
            (999.0, 0, "999"),
            (0.725, 3, "0.725"),
            (-3.0, 0, "−3"),
            (-0.0001, 2, "0.00"),
            (3e20, 0, "3.0e20"),
            (2e-9, 9, "2.0e−9"),
        ] {
            assert_eq!(number(value, decimals), text);
        }
        for (value, text) in
            [(0.0, "0"), (0.5, "0.5"), (0.72512, "0.725"), (24_724.0, "24,724"), (12.34, "12.3"), (0.00012, "0.00012")]
        {
            assert_eq!(brief(value), text);
        }
    }

    #[test]
    fn text_cannot_leave_its_place() {
        assert_eq!(escape("<a href=\"x\" o='1'>&\u{0}\u{ffff}"), "&lt;a href=&quot;x&quot; o=&#39;1&#39;&gt;&amp;  ");
    }

    #[test]
    fn long_text_is_broken_between_words_and_cut_within() {
        assert_eq!(wrap("one two three", 10.0, 50.0), ["one two", "three"]);
        assert_eq!(wrap("", 10.0, 50.0), [""; 0]);
        assert_eq!(cut("abcdefghij", 10.0, 40.0), "abcdef…");
        assert_eq!(cut("abc", 10.0, 40.0), "abc");
    }
}
