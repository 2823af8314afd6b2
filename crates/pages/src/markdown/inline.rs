//! Runs of styled text as one line of Markdown.
//!
//! A star is an emphasis only where it touches a word (CommonMark, "left-flanking delimiter run"). So spaces move out of
//! emphases, and an emphasis that Markdown cannot say, as in the middle of a word before a quotation mark, is dropped:
//! the words matter more.

use std::borrow::Cow;

use super::escape::{Around, destination, escape};

/// How text looks. In the order in which Markdown's signs are nested here, from outside: link, struck out, bold, italic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Number of the address in the list of all.
    pub link: Option<u32>,
    pub strike: bool,
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
}

impl Style {
    /// What both have, from outside up to the first difference.
    fn common(self, other: Style) -> Style {
        let mut common = Style::default();
        if self.link != other.link {
            return common;
        }
        common.link = self.link;
        if self.strike != other.strike {
            return common;
        }
        common.strike = self.strike;
        if self.bold != other.bold {
            return common;
        }
        common.bold = self.bold;
        common.italic = self.italic && other.italic;
        common
    }

    fn emphases(self) -> u32 {
        u32::from(self.strike) + u32::from(self.bold) + u32::from(self.italic)
    }

    /// Signs of two kinds beside each other.
    fn is_mixed(self, without: Style) -> bool {
        self.strike && !without.strike && (self.bold || self.italic)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub style: Style,
}

/// One line's runs, with one space between words.
#[derive(Debug, Clone, Default)]
pub struct Line {
    pub runs: Vec<Run>,
    space: bool,
}

impl Line {
    pub fn push(&mut self, text: &str, style: Style) {
        for letter in text.chars() {
            let letter = match letter {
                ' ' | '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    self.space = true;
                    continue;
                }
                '\u{feff}' => continue,
                letter if letter.is_control() => continue,
                letter => letter,
            };
            let space = std::mem::take(&mut self.space) && !self.runs.is_empty();
            match self.runs.last_mut() {
                Some(run) if run.style == style => {
                    if space {
                        run.text.push(' ');
                    }
                    run.text.push(letter);
                }
                last => {
                    if let Some(last) = last.filter(|_| space) {
                        last.text.push(' ');
                    }
                    self.runs.push(Run { text: letter.to_string(), style });
                }
            }
        }
    }

    pub fn space(&mut self) {
        self.space = true;
    }

    pub fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.text.chars().all(char::is_whitespace))
    }

    pub fn plain(&self) -> String {
        let text: String = self.runs.iter().map(|run| run.text.as_str()).collect();
        text.trim().to_owned()
    }

    /// Takes away so many letters at the start and the end.
    pub fn strip(&mut self, start: usize, end: usize) {
        for _ in 0..start {
            if let Some(run) = self.runs.iter_mut().find(|run| !run.text.is_empty()) {
                run.text.remove(0);
            }
        }
        for _ in 0..end {
            if let Some(run) = self.runs.iter_mut().rfind(|run| !run.text.is_empty()) {
                run.text.pop();
            }
        }
        self.runs.retain(|run| !run.text.is_empty());
    }
}

/// A word, or the white space between two.
struct Piece<'r> {
    text: &'r str,
    style: Style,
    is_space: bool,
}

impl Piece<'_> {
    fn first(&self) -> char {
        if self.style.code { '`' } else { self.text.chars().next().unwrap_or(' ') }
    }

    fn last(&self) -> char {
        if self.style.code { '`' } else { self.text.chars().next_back().unwrap_or(' ') }
    }
}

/// Writes a line; addresses of links are looked up by their numbers.
pub fn write(line: &Line, addresses: &[String], in_cell: bool) -> String {
    let mut pieces = pieces(line);
    settle(&mut pieces);
    let mut out = String::new();
    let mut now = Style::default();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += 1;
        change(&mut out, now, piece.style, addresses);
        now = piece.style;
        if piece.style.code {
            code(&mut out, piece.text, in_cell);
            continue;
        }
        if piece.is_space {
            out.push_str(piece.text);
            continue;
        }
        // Pieces whose styles were taken away are one word again: `&` and `amp;` beside each other mean something.
        let mut word = Cow::Borrowed(piece.text);
        while let Some(next) = pieces.get(at).filter(|next| next.style == now && !next.is_space) {
            word.to_mut().push_str(next.text);
            at += 1;
        }
        let next = pieces.get(at);
        let mut signs = String::new();
        change(&mut signs, now, next.map_or(Style::default(), |next| next.style), addresses);
        let after = signs.chars().next().or(next.map(Piece::first));
        let around = Around { before: out.chars().next_back(), after, in_link: now.link.is_some(), in_cell };
        escape(&mut out, &word, around);
    }
    change(&mut out, now, Style::default(), addresses);
    out
}

fn pieces(line: &Line) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece> = Vec::new();
    for run in &line.runs {
        let style = run.style;
        let mut rest = run.text.as_str();
        while !rest.is_empty() {
            let is_space = rest.starts_with(char::is_whitespace);
            let length = match (is_space, style.code) {
                (true, _) => rest.find(|letter: char| !letter.is_whitespace()).unwrap_or(rest.len()),
                (false, true) => rest.trim_end().len(),
                (false, false) => rest.find(char::is_whitespace).unwrap_or(rest.len()),
            };
            let (text, next) = rest.split_at(length);
            pieces.push(Piece { text, style, is_space });
            rest = next;
        }
    }
    let is_word = |piece: &Piece| !piece.is_space;
    let start = pieces.iter().position(is_word).unwrap_or(pieces.len());
    let end = pieces.iter().rposition(is_word).map_or(start, |at| at + 1);
    pieces.truncate(end);
    pieces.drain(..start);
    pieces
}

/// How often emphases are looked through before all of a line's are dropped.
const MOST_ROUNDS: usize = 8;

/// Takes away emphases that Markdown cannot say.
fn settle(pieces: &mut [Piece]) {
    for _ in 0..MOST_ROUNDS {
        style_spaces(pieces);
        if !settle_once(pieces) {
            return;
        }
    }
    for piece in pieces {
        piece.style = Style { link: piece.style.link, code: piece.style.code, ..Style::default() };
    }
}

/// White space has what the words around it share.
fn style_spaces(pieces: &mut [Piece]) {
    let mut at = 0;
    while at < pieces.len() {
        let start = at;
        while pieces.get(at).is_some_and(|piece| piece.is_space) {
            at += 1;
        }
        if at == start {
            at += 1;
            continue;
        }
        let before = start.checked_sub(1).and_then(|at| pieces.get(at)).map(|piece| piece.style);
        let after = pieces.get(at).map(|piece| piece.style);
        let shared = before.unwrap_or_default().common(after.unwrap_or_default());
        pieces[start..at].iter_mut().for_each(|piece| piece.style = shared);
    }
}

/// One look at every border; `true` when something was taken away.
fn settle_once(pieces: &mut [Piece]) -> bool {
    let mut changed = false;
    for at in 0..=pieces.len() {
        let before = at.checked_sub(1).and_then(|at| pieces.get(at));
        let after = pieces.get(at);
        let (from, to) = (before.map_or(Style::default(), |p| p.style), after.map_or(Style::default(), |p| p.style));
        let same_link = from.link == to.link;
        let shared = from.common(to);
        let (kept_before, kept_after) = if same_link {
            (shared, shared)
        } else {
            (Style { link: from.link, ..Style::default() }, Style { link: to.link, ..Style::default() })
        };
        let closes = from.emphases() > kept_before.emphases();
        let mut opens = to.emphases() > kept_after.emphases();
        let (last, first) = (before.map(Piece::last), after.map(Piece::first));
        let behind = match (from.link, to.link) {
            _ if same_link => first,
            (Some(_), _) => Some(']'),
            _ => Some('['),
        };
        let ahead = match (from.link, to.link) {
            _ if same_link => last,
            (_, Some(_)) => Some('['),
            _ => Some(')'),
        };
        let is_sayable = !(closes && same_link)
            && touches(first, ahead, to.is_mixed(kept_after))
            && !(kept_after.bold && might_close(ahead, first));
        if opens && !is_sayable {
            if let Some(piece) = pieces.get_mut(at) {
                piece.style = Style { code: piece.style.code, ..kept_after };
            }
            opens = false;
            changed = true;
        }
        if closes && !opens && !touches(last, behind, from.is_mixed(kept_before)) {
            for piece in pieces[..at].iter_mut().rev() {
                let kept = piece.style.common(kept_before);
                if piece.style.link != from.link || piece.style.emphases() == kept.emphases() {
                    break;
                }
                piece.style = Style { code: piece.style.code, link: piece.style.link, ..kept };
            }
            changed = true;
        }
    }
    changed
}

/// May signs stand between a letter that is to be emphasised and the one on the other side? (CommonMark 0.31, 6.2.)
fn touches(inner: Option<char>, outer: Option<char>, is_mixed: bool) -> bool {
    let Some(inner) = inner.filter(|inner| !inner.is_whitespace()) else { return false };
    inner.is_alphanumeric() && !is_mixed
        || outer.is_none_or(|outer| outer.is_whitespace() || outer.is_ascii_punctuation())
}

/// Could signs that are to begin an emphasis inside of another be taken for the end of that one?
fn might_close(outer: Option<char>, inner: Option<char>) -> bool {
    let is_after_space = outer.is_none_or(char::is_whitespace);
    let is_after_sign = outer.is_some_and(|outer| outer.is_ascii_punctuation());
    !(is_after_space || is_after_sign && inner.is_some_and(char::is_alphanumeric))
}

/// Ends and begins what has to, from one style to the next.
fn change(out: &mut String, from: Style, to: Style, addresses: &[String]) {
    let kept = from.common(to);
    for (is_on, stays, sign) in
        [(from.italic, kept.italic, "*"), (from.bold, kept.bold, "**"), (from.strike, kept.strike, "~~")]
    {
        if is_on && !stays {
            out.push_str(sign);
        }
    }
    if from.link != to.link {
        if let Some(address) = from.link.and_then(|number| addresses.get(number as usize)) {
            out.push_str("](");
            destination(out, address);
            out.push(')');
        }
        if to.link.is_some() {
            out.push('[');
        }
    }
    for (is_on, was, sign) in
        [(to.strike, kept.strike, "~~"), (to.bold, kept.bold, "**"), (to.italic, kept.italic, "*")]
    {
        if is_on && !was {
            out.push_str(sign);
        }
    }
}

fn code(out: &mut String, text: &str, in_cell: bool) {
    let fence = "`".repeat(longest_of_ticks(text) + 1);
    let padding = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let text = if in_cell { text.replace('|', "\\|") } else { text.to_owned() };
    out.extend([&fence, padding, &text, padding, &fence]);
}

/// How many backticks stand beside each other at most.
pub fn longest_of_ticks(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0)
}
