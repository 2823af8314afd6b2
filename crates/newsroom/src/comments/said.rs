//! What somebody typed, as it is read: paragraphs, lines, and addresses of the web as links. Never HTML.

use url::Url;

/// In bytes; browsers take little more.
const LONGEST_ADDRESS: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// A new line within a paragraph.
    Line,
    /// As typed, and where it leads; always http or https.
    Link(String, String),
}

pub type Paragraph = Vec<Piece>;

/// Cuts a text at empty lines, lines and links. Nothing is lost but empty space.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut current: Paragraph = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if line.trim().is_empty() {
            if !current.is_empty() {
                all.push(std::mem::take(&mut current));
            }
            continue;
        }
        if !current.is_empty() {
            current.push(Piece::Line);
        }
        pieces(line, &mut current);
    }
    if !current.is_empty() {
        all.push(current);
    }
    all
}

/// The hosts of the links in a text, in order.
pub(super) fn hosts(text: &str) -> Vec<String> {
    let links = paragraphs(text).into_iter().flatten();
    let urls = links.filter_map(|piece| match piece {
        Piece::Link(_, url) => Url::parse(&url).ok(),
        _ => None,
    });
    urls.filter_map(|url| url.host_str().map(str::to_owned)).collect()
}

fn pieces(line: &str, into: &mut Paragraph) {
    let mut rest = line;
    let mut text = String::new();
    while let Some(start) = link_start(rest) {
        let typed = typed_address(&rest[start..]);
        match web_address(typed) {
            Some(url) => {
                text.push_str(&rest[..start]);
                if !text.is_empty() {
                    into.push(Piece::Text(std::mem::take(&mut text)));
                }
                into.push(Piece::Link(typed.to_owned(), url));
                rest = &rest[start + typed.len()..];
            }
            None => {
                let end = start + "http".len();
                text.push_str(&rest[..end]);
                rest = &rest[end..];
            }
        }
    }
    text.push_str(rest);
    if !text.is_empty() {
        into.push(Piece::Text(text));
    }
}

fn link_start(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find(|at| {
        let rest = &bytes[*at..];
        let begins = |scheme: &[u8]| rest.len() > scheme.len() && rest[..scheme.len()].eq_ignore_ascii_case(scheme);
        begins(b"http://") || begins(b"https://")
    })
}

/// Up to a space or a sign that no address has, without what ends a sentence. What is longer than any address is not
/// looked through: a text of nothing but beginnings of links would take long.
fn typed_address(text: &str) -> &str {
    let window = text.floor_char_boundary(LONGEST_ADDRESS + 4);
    let whole = text;
    let text = &text[..window];
    let end = text.find(|letter: char| letter.is_whitespace() || letter.is_control() || "<>\"`{}|\\^".contains(letter));
    if end.is_none() && text.len() < whole.len() {
        return text;
    }
    let mut typed = &text[..end.unwrap_or(text.len())];
    loop {
        let shorter = typed.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '”', '»', '*', '…']);
        // A bracket that was opened before the address belongs to the sentence.
        let unopened = |open: char, close: char| {
            shorter.ends_with(close) && shorter.matches(close).count() > shorter.matches(open).count()
        };
        let shorter = if unopened('(', ')') || unopened('[', ']') { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == typed.len() {
            return typed;
        }
        typed = shorter;
    }
}

/// `None` for what leads nowhere on the web, or says a password.
pub(super) fn web_address(typed: &str) -> Option<String> {
    if typed.len() > LONGEST_ADDRESS {
        return None;
    }
    let url = Url::parse(typed).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty());
    (is_web && url.username().is_empty() && url.password().is_none()).then(|| url.to_string())
}

/// One form for all ends of lines, no signs that turn the direction of what follows, no more than one empty line.
pub(super) fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = text.chars().filter(|letter| *letter == '\n' || *letter == '\t' || !is_odd(*letter));
    let text: String = kept.collect();
    let mut tidied = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim_end) {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty <= 1 {
            tidied.push_str(line);
            tidied.push('\n');
        }
    }
    tidied.trim().to_owned()
}

/// A name or an address in one line.
pub(super) fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    let kept: String = spaced.filter(|letter| !is_odd(*letter)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters and those that override the direction of writing (Unicode Annex 9): with them one text looks like
/// another.
fn is_odd(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> String {
        let piece = |piece: Piece| match piece {
            Piece::Text(text) => text,
            Piece::Line => "/".to_owned(),
            Piece::Link(typed, url) => format!("[{typed}]({url})"),
        };
        let paragraphs = paragraphs(text).into_iter();
        paragraphs.map(|each| each.into_iter().map(piece).collect::<String>()).collect::<Vec<_>>().join("¶")
    }

    #[test]
    fn a_text_is_cut_into_paragraphs_lines_and_links() {
        for (text, want) in [
            ("One\ntwo\n\n\nthree", "One/two¶three"),
            ("See https://a.example/x.", "See [https://a.example/x](https://a.example/x)."),
            ("(https://a.example/b_(c))", "([https://a.example/b_(c)](https://a.example/b_(c)))"),
            ("HTTPS://A.example", "[HTTPS://A.example](https://a.example/)"),
            ("javascript:alert(1) data:x ftp://a.example", "javascript:alert(1) data:x ftp://a.example"),
            ("https:// http://? https://", "https:// http://? https://"),
            ("https://ann:pass@a.example/", "https://ann:pass@a.example/"),
            ("https://a.example/<b>\"x", "[https://a.example/](https://a.example/)<b>\"x"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("http://ä.example/ü", "[http://ä.example/ü](http://xn--4ca.example/%C3%BC)"),
            ("", ""),
            (" \n \n", ""),
        ] {
            assert_eq!(drawn(text), want, "{text}");
        }
    }

    #[test]
    fn no_text_takes_long_or_breaks() {
        for text in ["http://".repeat(20_000), "http".repeat(20_000), "(".repeat(50_000), "https://a.b/)".repeat(9_000)]
        {
            paragraphs(&text);
        }
        assert_eq!(hosts("https://a.example x http://b.example/y https://a.example").len(), 3);
    }

    #[test]
    fn what_was_typed_is_tidied_and_nothing_that_was_said_is_lost() {
        for (text, want) in [
            ("a\r\nb\rc", "a\nb\nc"),
            ("a\n\n\n\n\nb", "a\n\nb"),
            ("\u{202e}evil\u{0}", "evil"),
            ("  x  \n\n", "x"),
            ("שלום\u{200f}", "שלום\u{200f}"),
        ] {
            assert_eq!(tidy(text), want);
        }
        assert_eq!(one_line(" Ann\nB.\t\u{202e} C "), "Ann B. C");
    }
}
