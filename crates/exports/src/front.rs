//! The front matter of a text file: keys and values above the text, as YAML (`---`), TOML (`+++`) or an object of JSON.
//!
//! Only what site generators' front matter holds: texts, dates, truths, lists of texts, and one level of keys inside a
//! key (`cover.image`). What goes deeper is passed over with a fault; whole YAML has more doors than a stranger needs.

use crate::json::{Row, row};
use crate::words::cut;

/// Bytes of front matter that are read.
const MOST_BYTES: usize = 64 << 20;
/// Keys, and texts in one list.
const MOST_KEYS: usize = 1_000;
const MOST_ENTRIES: usize = 100_000;

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    List(Vec<Entry>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Text(String),
    Row(Row),
}

#[derive(Debug, Default)]
pub struct Front {
    /// Keys in lower case, in the order of the file.
    pub values: Vec<(String, Value)>,
    /// Sentences.
    pub faults: Vec<String>,
}

impl Front {
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// A text, or the first of a list.
    pub fn text(&self, key: &str) -> &str {
        match self.value(key) {
            Some(Value::Text(text)) => text,
            Some(Value::List(list)) => match list.first() {
                Some(Entry::Text(text)) => text,
                _ => "",
            },
            None => "",
        }
    }

    fn keep(&mut self, key: &str, value: Value) {
        let key = key.trim().trim_matches(['"', '\'']).to_lowercase();
        if self.values.len() < MOST_KEYS && self.value(&key).is_none() {
            self.values.push((key, value));
        }
    }

    fn fault(&mut self, words: String) {
        if self.faults.len() < 50 {
            self.faults.push(words);
        }
    }
}

/// Splits a file into its front matter and the text below.
pub fn read(file: &str) -> (Front, &str) {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let (first, rest) = line_of(file);
    let mut front = Front::default();
    let fence = first.trim_end();
    if !matches!(fence, "---" | "+++") {
        return (front, file);
    }
    let mut at = 0;
    let mut end = None;
    while at < rest.len().min(MOST_BYTES) {
        let (line, _) = line_of(&rest[at..]);
        let bare = line.trim_end();
        if bare == fence || fence == "---" && bare == "..." {
            end = Some((at, at + line.len()));
            break;
        }
        at += line.len();
    }
    let Some((end, body)) = end else {
        front.fault(format!("Its front matter begins with {fence} and does not end; the file was read as text alone."));
        return (front, file);
    };
    let lines: Vec<&str> = rest[..end].lines().collect();
    if fence == "---" {
        yaml(&lines, &mut front)
    } else {
        toml(&lines, &mut front)
    }
    (front, &rest[body..])
}

/// The first line with its end, and what follows.
fn line_of(text: &str) -> (&str, &str) {
    let end = memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |at| at + 1);
    text.split_at(end)
}

fn yaml(lines: &[&str], front: &mut Front) {
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let Some((key, value)) = key_of(line, ':').filter(|_| !line.starts_with([' ', '\t', '-'])) else {
            front.fault(format!("The line “{}” of its front matter is no key with a value.", cut(line.trim(), 60)));
            continue;
        };
        let inside: &[&str] = {
            let is_inside = |line: &&&str| {
                line.starts_with([' ', '\t']) || line.starts_with("- ") || line.trim().is_empty() || **line == "-"
            };
            let count = lines.get(at..).unwrap_or(&[]).iter().take_while(is_inside).count();
            lines.get(at..at + count).unwrap_or(&[])
        };
        at += inside.len();
        match value {
            "|" | "|-" | "|+" | ">" | ">-" | ">+" => {
                let joint = if value.starts_with('|') { "\n" } else { " " };
                let text: Vec<&str> = inside.iter().map(|line| line.trim()).collect();
                front.keep(key, Value::Text(text.join(joint).trim().to_owned()));
            }
            "" => nested(key, inside, front),
            _ => {
                let more: Vec<&str> = inside.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
                let is_list = value.starts_with('[') && !value.ends_with(']');
                let whole = if more.is_empty() { None } else { Some(format!("{value} {}", more.join(" "))) };
                let whole = whole.as_deref().unwrap_or(value);
                if is_list && !whole.ends_with(']') {
                    front.fault(format!("The list “{}” of its front matter does not end.", cut(key, 60)));
                }
                front.keep(key, scalar_or_list(whole));
            }
        }
    }
}

/// What stands below a key that has no value beside it: a list, or keys of its own.
fn nested(key: &str, lines: &[&str], front: &mut Front) {
    let mut list = Vec::new();
    let mut is_list = false;
    let mut deepest = None;
    for line in lines.iter().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        if let Some(entry) = bare.strip_prefix("- ").filter(|_| deepest.is_none_or(|known| indent <= known)) {
            is_list = true;
            deepest = Some(indent);
            if list.len() >= MOST_ENTRIES {
                continue;
            }
            let entry = entry.trim();
            if let Some(row) = Some(entry).filter(|entry| entry.starts_with('{')).and_then(row) {
                list.push(Entry::Row(row));
            } else if let Some((inner, value)) = key_of(entry, ':').filter(|_| !entry.starts_with(['"', '\''])) {
                // `- name: Anna`, as some write authors.
                if inner == "name" {
                    list.push(Entry::Text(scalar(value)));
                } else {
                    front.fault(format!("Values nested in “{}” were left aside.", cut(key, 60)));
                }
            } else {
                list.push(Entry::Text(scalar(entry)));
            }
            continue;
        }
        match key_of(bare, ':') {
            Some((inner, value)) if !is_list && !value.is_empty() && deepest.is_none_or(|known| indent == known) => {
                deepest = Some(indent);
                front.keep(&format!("{}.{}", key.trim(), inner.trim()), scalar_or_list(value));
            }
            _ if bare == "-" => {}
            _ => front.fault(format!("Values nested in “{}” were left aside.", cut(key, 60))),
        }
    }
    if is_list || deepest.is_none() {
        front.keep(key, if is_list { Value::List(list) } else { Value::Text(String::new()) });
    }
    front.faults.dedup();
}

fn toml(lines: &[&str], front: &mut Front) {
    let mut table = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let bare = line.trim();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        if let Some(name) = bare.strip_prefix('[') {
            if name.starts_with('[') || name.contains('.') {
                front.fault(format!("Values below “{}” were left aside.", cut(bare, 60)));
                table = "\0.".to_owned();
            } else {
                table = format!("{}.", name.trim_end_matches(']').trim());
            }
            continue;
        }
        let Some((key, value)) = key_of(bare, '=') else {
            front.fault(format!("The line “{}” of its front matter is no key with a value.", cut(bare, 60)));
            continue;
        };
        let mut value = value.to_owned();
        let fence = ["\"\"\"", "'''"].into_iter().find(|fence| value.starts_with(fence));
        let is_open = |value: &str| match fence {
            Some(fence) => value.len() < 6 || !value.trim_end().ends_with(fence),
            None => value.starts_with('[') && !value.trim_end().ends_with(']'),
        };
        while is_open(&value) && at < lines.len() {
            value.push(if fence.is_some() { '\n' } else { ' ' });
            value.push_str(lines.get(at).map_or("", |line| line.trim()));
            at += 1;
        }
        // Tables of an unknown depth have a name that nobody asks for.
        if table == "\0." {
            continue;
        }
        let value = match fence {
            Some(fence) => {
                Value::Text(value.trim().trim_start_matches(fence).trim_end_matches(fence).trim().to_owned())
            }
            None => scalar_or_list(&value),
        };
        // Hugo keeps sections and tags of its own in `[taxonomies]` and `[params]`.
        let key = match table.as_str() {
            "taxonomies." | "params." | "extra." => key.to_owned(),
            _ => format!("{table}{key}"),
        };
        front.keep(&key, value);
    }
}

/// A key and its value; a `:` counts only where a space or the end follows.
fn key_of(line: &str, sign: char) -> Option<(&str, &str)> {
    let mut from = 0;
    if let Some(quote) = line.chars().next().filter(|letter| matches!(letter, '"' | '\'')) {
        from = line[1..].find(quote)? + 2;
    }
    let at = line[from..].match_indices(sign).map(|(at, _)| from + at).find(|&at| {
        let after = &line[at + 1..];
        sign != ':' || after.is_empty() || after.starts_with([' ', '\t', '\r'])
    })?;
    let key = line[..at].trim();
    (!key.is_empty() && key.len() <= 200).then(|| (key, line[at + 1..].trim()))
}

fn scalar_or_list(value: &str) -> Value {
    let bare = without_remark(value);
    let Some(inner) = bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return match Some(bare).filter(|bare| bare.starts_with('{')).and_then(row) {
            Some(row) => Value::List(vec![Entry::Row(row)]),
            None => Value::Text(scalar(value)),
        };
    };
    if let Ok(list) = serde_json::from_str::<Vec<String>>(bare) {
        return Value::List(list.into_iter().map(Entry::Text).collect());
    }
    let mut list = Vec::new();
    let (mut quote, mut start) = (None, 0);
    let mut last = ' ';
    for (at, letter) in inner.char_indices() {
        match quote {
            Some(open) if letter == open && last != '\\' => quote = None,
            None if matches!(letter, '"' | '\'') && inner[start..at].trim().is_empty() => quote = Some(letter),
            None if letter == ',' => {
                list.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        last = letter;
    }
    list.push(&inner[start..]);
    let texts = list.into_iter().map(scalar).filter(|text| !text.is_empty()).take(MOST_ENTRIES);
    Value::List(texts.map(Entry::Text).collect())
}

/// A text in quotes or without.
fn scalar(value: &str) -> String {
    let bare = without_remark(value);
    if bare.len() >= 2
        && let Some(inner) = bare.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))
    {
        let read = serde_json::from_str::<String>(bare);
        return read.unwrap_or_else(|_| inner.replace("\\\"", "\"").replace("\\\\", "\\"));
    }
    if bare.len() >= 2
        && let Some(inner) = bare.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''))
    {
        return inner.replace("''", "'");
    }
    if matches!(bare, "~" | "null") { String::new() } else { bare.to_owned() }
}

/// Without ` # a remark`, where it does not stand inside of quotes.
fn without_remark(value: &str) -> &str {
    let value = value.trim();
    let from = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => match value.rfind(quote) {
            Some(end) if end > 0 => end,
            _ => return value,
        },
        Some('[' | '{') => match value.rfind([']', '}']) {
            Some(end) => end,
            None => return value,
        },
        _ => 0,
    };
    let remark = value[from..].find(" #").map_or(value.len(), |at| from + at);
    value[..remark].trim_end()
}

#[cfg(test)]
mod tests {
    use super::{Entry, Value, read};

    fn shown(file: &str) -> String {
        let (front, body) = read(file);
        let mut out = String::new();
        for (key, value) in &front.values {
            let value = match value {
                Value::Text(text) => text.clone(),
                Value::List(list) => {
                    let texts: Vec<String> = list
                        .iter()
                        .map(|entry| match entry {
                            Entry::Text(text) => text.clone(),
                            Entry::Row(row) => format!("{row:?}"),
                        })
                        .collect();
                    format!("[{}]", texts.join("|"))
                }
            };
            out.push_str(&format!("{key}={value};"));
        }
        out.push_str(&"!".repeat(front.faults.len()));
        out.push_str(body);
        out
    }

    #[test]
    fn front_matter_is_read_in_its_dialects() {
        for (file, want) in [
            ("---\ntitle: A: b # c\nDate: 2024-01-02\n---\nText\n", "title=A: b;date=2024-01-02;Text\n"),
            ("---\r\ntitle: \"A \\\"b\\\"\"\r\n---\r\nText", "title=A \"b\";Text"),
            ("---\ntitle: 'It''s'\ntags: [a, \"b, c\", 'd']\n---\n", "title=It's;tags=[a|b, c|d];"),
            ("---\ntags:\n  - a\n  - b: c\n- d\nx: 1\n---\n", "tags=[a|d];x=1;!"),
            ("---\nauthors:\n  - name: Anna\n    role: x\n---\n", "authors=[Anna];!"),
            ("---\ncover:\n  image: a.jpg\n  alt: A\n---\n", "cover.image=a.jpg;cover.alt=A;"),
            ("---\nsummary: >-\n  one\n  two\nb: |\n  x\n  y\n---\n", "summary=one two;b=x\ny;"),
            ("---\nsummary: one\n  two\n---\n", "summary=one two;"),
            ("---\nc:\n  - {\"key\": \"1\"}\n---\n", "c=[{\"key\": \"1\"}];"),
            (
                "+++\ntitle = \"A\"\ntags = [\n \"a\",\n 'b'\n]\n[params]\nlead = true\n[a.b]\nx = 1\n+++\nText",
                "title=A;tags=[a|b];lead=true;!Text",
            ),
            ("+++\nd = 2024-01-02T10:00:00Z\ns = \"\"\"\none\ntwo\"\"\"\n+++\n", "d=2024-01-02T10:00:00Z;s=one\ntwo;"),
            ("---\nno end", "!---\nno end"),
            ("---\nno colon\n---\n", "!"),
            ("Just text", "Just text"),
            ("", ""),
            ("---\na:\n---\nx", "a=;x"),
            ("---\na: \"\n\": b\n---\n", "a=\";!"),
        ] {
            assert_eq!(shown(file), want, "{file}");
        }
    }
}
