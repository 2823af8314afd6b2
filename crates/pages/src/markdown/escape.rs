//! Text that stays the same text when it is read as Markdown, with as few backslashes as that takes.

/// What stands around a piece of text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around {
    /// The letter before; `None` at the start of a line.
    pub before: Option<char>,
    /// The letter after; `None` at the end of a line.
    pub after: Option<char>,
    pub in_link: bool,
    pub in_cell: bool,
}

pub fn escape(out: &mut String, text: &str, around: Around) {
    let mut before = around.before;
    let mut letters = text.char_indices().peekable();
    let numbered = around.before.is_none().then(|| marker_of_number(text, around.after)).flatten();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|&(_, next)| next).or(around.after);
        let rest = &text[at + letter.len_utf8()..];
        if Some(at) == numbered || is_sign(letter, before, after, rest, around) {
            out.push('\\');
        }
        out.push(letter);
        before = Some(letter);
    }
}

/// Would this letter mean something?
fn is_sign(letter: char, before: Option<char>, after: Option<char>, rest: &str, around: Around) -> bool {
    let is_space = |side: Option<char>| side.is_some_and(char::is_whitespace);
    let ends = |side: Option<char>| side.is_none_or(char::is_whitespace);
    let is_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    let starts_line = before.is_none();
    match letter {
        '\\' => after.is_none_or(|after| after.is_ascii_punctuation()),
        '`' => true,
        '*' => !(is_space(before) && is_space(after)),
        '_' => !(is_word(before) && is_word(after) || is_space(before) && is_space(after)),
        '~' => before == Some('~') || after == Some('~') || !ends(before),
        '[' => around.in_link || starts_line || before == Some('!') || after == Some('^'),
        ']' => around.in_link || matches!(after, Some('(' | '[' | ':')),
        '!' => after == Some('['),
        '<' => !is_space(after),
        '&' => {
            let name = rest.strip_prefix('#').unwrap_or(rest);
            let length = name.bytes().take(40).take_while(u8::is_ascii_alphanumeric).count();
            length > 0 && name.as_bytes().get(length) == Some(&b';')
        }
        '|' => around.in_cell || starts_line,
        '#' if starts_line => {
            let hashes = rest.bytes().take_while(|b| *b == b'#').count();
            let next = rest[hashes..].chars().next().or(around.after);
            hashes < 6 && ends(next)
        }
        '>' | '=' => starts_line,
        '+' => starts_line && ends(after),
        '-' => starts_line && (ends(after) || matches!(after, Some('-' | '|' | ':'))),
        ':' => starts_line && matches!(after, Some('-' | ':')),
        _ => false,
    }
}

/// Where the sign stands that makes `12.` or `12)` at the start of a line an entry of a list.
fn marker_of_number(text: &str, after: Option<char>) -> Option<usize> {
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let is_marker = (1..=9).contains(&digits) && matches!(text.as_bytes().get(digits), Some(b'.' | b')'));
    let next = text.get(digits + 1..).and_then(|rest| rest.chars().next()).or(after);
    (is_marker && next.is_none_or(char::is_whitespace)).then_some(digits)
}

/// An address as the destination of a link.
pub fn destination(out: &mut String, address: &str) {
    for (at, letter) in address.char_indices() {
        match letter {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            '&' if is_sign('&', None, None, &address[at + 1..], Around::default()) => out.push_str("&amp;"),
            letter if letter.is_whitespace() || letter.is_control() => out.push_str("%20"),
            letter => out.push(letter),
        }
    }
}

/// Words between double quotes behind an address.
pub fn title(out: &mut String, words: &str) {
    for (at, letter) in words.char_indices() {
        let rest = &words[at + letter.len_utf8()..];
        if matches!(letter, '"' | '\\' | '`' | '|')
            || letter == '&' && is_sign('&', None, None, rest, Around::default())
        {
            out.push('\\');
        }
        out.push(if letter.is_control() { ' ' } else { letter });
    }
}

#[cfg(test)]
mod tests {
    use super::{Around, escape};

    #[test]
    fn only_what_would_mean_something_is_escaped() {
        for (text, want) in [
            ("Plain prose: it’s 5 * 3, isn’t it? (yes) – fine.", None),
            ("snake_case and a.b", None),
            ("a [note] and AT&T, 1 < 2", None),
            ("2024 was", None),
            ("~5 euros - or so", None),
            ("#hashtag", None),
            ("-5 degrees", None),
            ("*stars* _lines_", Some(r"\*stars\* \_lines\_")),
            ("# heading", Some(r"\# heading")),
            ("1. one", Some(r"1\. one")),
            ("12) one", Some(r"12\) one")),
            ("- one", Some(r"\- one")),
            ("---", Some(r"\---")),
            ("> one", Some(r"\> one")),
            ("[a](b)", Some(r"\[a\](b)")),
            ("x ![a](b)", Some(r"x \!\[a\](b)")),
            ("<b>", Some(r"\<b>")),
            ("&amp;", Some(r"\&amp;")),
            ("a`b`", Some(r"a\`b\`")),
            (r"a\*", Some(r"a\\\*")),
            (r"C:\dir", None),
            ("~~a~~", Some(r"\~\~a\~\~")),
            ("::: pull", Some(r"\::: pull")),
        ] {
            let mut out = String::new();
            escape(&mut out, text, Around::default());
            assert_eq!(out, want.unwrap_or(text));
        }
    }
}
