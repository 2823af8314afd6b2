//! What was expected, what came, and does it hold?

use std::collections::BTreeMap;

use feeds::plain_text;

/// How an expectation came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// To the letter.
    Exact,
    /// The same text once markup and white space are put aside: the suites clean their HTML, `feeds` does not.
    AsText,
    Missed,
}

/// One expectation that did not hold.
pub struct Miss {
    pub file: String,
    pub what: String,
    pub expected: String,
    pub got: String,
}

#[derive(Default)]
pub struct Tally {
    pub files: usize,
    pub read: usize,
    pub items: usize,
    pub faults: usize,
    pub exact: usize,
    pub as_text: usize,
    pub misses: Vec<Miss>,
    /// Expectations that were not checked, by reason.
    pub left_out: BTreeMap<String, usize>,
}

impl Tally {
    pub fn checked(&self) -> usize {
        self.exact + self.as_text + self.misses.len()
    }

    pub fn hold(&self) -> usize {
        self.exact + self.as_text
    }

    pub fn leave_out(&mut self, reason: impl Into<String>) {
        *self.left_out.entry(reason.into()).or_default() += 1;
    }

    pub fn note(&mut self, file: &str, what: &str, outcome: Outcome, expected: &str, got: &str) {
        match outcome {
            Outcome::Exact => self.exact += 1,
            Outcome::AsText => self.as_text += 1,
            Outcome::Missed => self.misses.push(Miss {
                file: file.to_owned(),
                what: what.to_owned(),
                expected: expected.to_owned(),
                got: got.to_owned(),
            }),
        }
    }
}

/// Compares a text with the forms in which it was read (plain, HTML).
pub fn text(expected: &str, forms: &[&str]) -> Outcome {
    let tidy = expected.trim();
    if forms.iter().any(|form| form.trim() == tidy) {
        return Outcome::Exact;
    }
    let wanted = [letters(tidy), letters(&plain_text(tidy))];
    let same = forms.iter().any(|form| {
        let read = [letters(form), letters(&plain_text(form))];
        read.iter().any(|read| wanted.contains(read))
    });
    if same { Outcome::AsText } else { Outcome::Missed }
}

/// The same letters in another order: for expectations whose library moves inline tags about.
pub fn letters_in_any_order(expected: &str, forms: &[&str]) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = letters(&plain_text(text)).chars().collect();
        letters.sort_unstable();
        letters
    };
    let wanted = sorted(expected);
    wanted.len() > 20 && forms.iter().any(|form| sorted(form) == wanted)
}

/// Text without white space: where a tag divides words is a matter of taste.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Compares addresses; writing them in their normal form (`http://host` and `http://host/`) is no difference.
pub fn link(expected: &str, found: &[&str]) -> Outcome {
    let expected = expected.trim();
    if found.contains(&expected) {
        return Outcome::Exact;
    }
    let normal = |link: &str| {
        let host_end = link.get(8..).and_then(|rest| rest.find('/')).map_or(link.len(), |at| at + 8);
        let (host, path) = link.split_at(host_end);
        format!("{}{path}", host.to_lowercase()).trim_end_matches('/').replace("&amp;", "&")
    };
    let wanted = normal(expected);
    let encoded = feeds::absolute_link(expected, Some("http://none.invalid/"));
    // Some keep a relative link relative: then ours must end with it.
    let relative = encoded.as_deref().and_then(|link| link.strip_prefix("http://none.invalid"));
    let same = found.iter().any(|link| {
        normal(link) == wanted
            || encoded.as_deref() == Some(*link)
            || relative.is_some_and(|path| path.len() > 1 && link.ends_with(path))
    });
    if same { Outcome::AsText } else { Outcome::Missed }
}
