//! Text as it comes in, and the paragraph, heading or pull quote that it becomes.

use url::Url;

use super::inline::{Line, Style};
use super::walk::Walk;

impl Walk<'_, '_> {
    pub(super) fn text(&mut self, text: &str) {
        if self.strict > 0 || self.is_flat() {
            return self.push(text);
        }
        for (at, line) in text.split('\n').enumerate() {
            self.newlines += usize::from(at > 0);
            if line.trim_ascii().is_empty() {
                self.push(line);
                continue;
            }
            match std::mem::take(&mut self.newlines) {
                0 => {}
                1 if self.breaks_lines => self.line_break(),
                1 => self.push(" "),
                _ => self.border(),
            }
            self.push(line);
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        let mut style = self.style;
        style.bold &= self.heading.is_none();
        match &mut self.table {
            Some(table) => table.last().push(text, style),
            None => {
                if self.lines.is_empty() {
                    self.lines.push(Line::default());
                }
                if let Some(line) = self.lines.last_mut() {
                    line.push(text, style);
                }
            }
        }
    }

    pub(super) fn line_break(&mut self) {
        if self.table.is_some() || self.heading.is_some() {
            return self.push(" ");
        }
        match self.lines.last() {
            None => {}
            // Two in a row are how some end a paragraph.
            Some(line) if line.is_empty() => self.border(),
            Some(_) => self.lines.push(Line::default()),
        }
    }

    /// What follows does not stand in one line with what came before.
    pub(super) fn border(&mut self) {
        self.newlines = 0;
        if let Some(table) = &mut self.table {
            return table.last().space();
        }
        let lines: Vec<Line> = std::mem::take(&mut self.lines).into_iter().filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return;
        }
        if let Some(level) = self.heading {
            let text: Vec<String> = lines.iter().map(|line| self.written(line)).collect();
            let text = text.join(" ");
            // Hashes at the end would be taken for a part of the sign.
            let text = match text.strip_suffix('#') {
                Some(rest) if !rest.ends_with('\\') => format!("{rest}\\#"),
                _ => text,
            };
            return self.blocks.block(&format!("{} {text}", "#".repeat(level)));
        }
        if self.pull.is_some() {
            let text: Vec<String> = lines.iter().map(|line| self.written(line)).collect();
            if let Some(pull) = &mut self.pull {
                if pull.in_by {
                    pull.by.push(text.join(" "));
                } else {
                    pull.words.push(text.join("\\\n"));
                }
            }
            return;
        }
        let mut paragraph: Vec<String> = Vec::new();
        for mut line in lines {
            if self.blocks.depth() == 0 && strip_brackets(&mut line) {
                self.write_paragraph(&mut paragraph);
                let words = self.written(&line);
                self.write_pull(&words, "");
                continue;
            }
            paragraph.push(match lone_address(&line) {
                Some(address) => format!("<{address}>"),
                None => self.written(&line),
            });
        }
        self.write_paragraph(&mut paragraph);
    }

    pub(super) fn write_paragraph(&mut self, lines: &mut Vec<String>) {
        if !lines.is_empty() {
            self.blocks.block(&std::mem::take(lines).join("\\\n"));
        }
    }

    pub(super) fn write_pull(&mut self, words: &str, by: &str) {
        let by = by.trim_start_matches(['—', '–', '-', '\\', ' ']);
        match (words.is_empty(), by.is_empty()) {
            (true, true) => {}
            (true, false) => self.blocks.block(by),
            (false, true) => self.blocks.block(&format!("::: pull\n{words}\n:::")),
            (false, false) => self.blocks.block(&format!("::: pull\n{words}\n— {by}\n:::")),
        }
    }
}

/// A paragraph wholly in square brackets with quotation marks inside is how some write a pull quote. Takes both away.
fn strip_brackets(line: &mut Line) -> bool {
    let plain = line.plain();
    let Some(inner) = plain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let is_mark = |letter: char| matches!(letter, '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '‘' | '’' | '‚');
    let bare = inner.trim();
    let (starts, ends) = (bare.starts_with(is_mark), bare.ends_with(is_mark));
    let words = bare.trim_matches(|letter: char| is_mark(letter) || letter.is_whitespace());
    // Further quotations inside: its own marks stay, so that all of them have their pairs.
    let words = if words.contains(['"', '“', '”', '„', '«', '»']) { bare } else { words };
    if !(starts && ends) || words.is_empty() || words.contains(['[', ']']) {
        return false;
    }
    let all: String = line.runs.iter().map(|run| run.text.as_str()).collect();
    let Some(at) = all.find(words) else { return false };
    line.strip(all[..at].chars().count(), all[at + words.len()..].chars().count());
    true
}

/// A line that is nothing but an address on the web.
fn lone_address(line: &Line) -> Option<String> {
    let [run] = line.runs.as_slice() else { return None };
    let text = run.text.trim();
    let is_one = run.style == Style::default()
        && text.len() <= 2_000
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    (is_one && is_address && Url::parse(text).is_ok()).then(|| text.to_owned())
}
