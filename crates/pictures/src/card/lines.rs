//! Where a headline breaks, and how large it can be.

use super::letters::{Face, Line};

/// No headline is longer; who sends a novel gets its beginning.
const MOST_LETTERS: usize = 400;

/// A size, in pixels an em, and how many lines of it there may be.
pub(crate) type Size = (f32, usize);

/// What a headline looks like in the largest size that fits.
#[derive(Debug)]
pub(crate) struct Fitted {
    /// Pixels an em.
    pub size: f32,
    pub lines: Vec<Line>,
    /// How far each line begins left of the margin, in em: opening quotation marks hang there.
    pub hanging: Vec<f32>,
    /// What stands in them.
    pub texts: Vec<String>,
}

/// What stays together: a word, or a part of one that ends in a hyphen.
#[derive(Clone)]
struct Piece {
    text: String,
    width: f32,
    /// Whether a space stands before it.
    apart: bool,
}

/// Sets `text` in the first of `sizes` (largest first) at which it fits into `width` pixels, its lines about equally
/// long; at the last size with an ellipsis if need be. `None` when it cannot be drawn with this face.
pub(crate) fn fitted(face: &Face, text: &str, sizes: &[Size], width: f32) -> Option<Fitted> {
    let text = settable(text);
    let pieces = pieces(face, &text)?;
    let space = face.line("\u{a0}", 0.0)?.width;
    let &(smallest, most_lines) = sizes.last()?;
    if pieces.is_empty() {
        return None;
    }
    for &(size, most_lines) in sizes {
        let most = width / size;
        let fits = pieces.iter().all(|piece| piece.width <= most);
        if fits && broken(&pieces, space, most).len() <= most_lines {
            return set(face, balanced(&pieces, space, most), size);
        }
    }
    let most = width / smallest;
    let pieces = chopped(face, pieces, most)?;
    let mut lines = broken(&pieces, space, most);
    if lines.len() > most_lines {
        lines.truncate(most_lines);
        lines = cut_short(face, lines, most)?;
    }
    set(face, lines, smallest)
}

/// One line of at most `width` em, with an ellipsis if need be.
pub(crate) fn single(face: &Face, text: &str, tracking: f32, width: f32) -> Option<Line> {
    let text = settable(text);
    let line = face.line(&text, tracking)?;
    if line.width <= width {
        return (!text.is_empty()).then_some(line);
    }
    let letters: Vec<char> = text.chars().collect();
    (1..letters.len()).rev().find_map(|count| {
        let beginning: String = letters[..count].iter().collect();
        face.line(&format!("{}…", beginning.trim_end()), tracking).filter(|line| line.width <= width)
    })
}

/// Single spaces, and nothing that has no shape or merely decorates.
fn settable(text: &str) -> String {
    let mut tidy = String::new();
    for letter in text.chars().take(MOST_LETTERS) {
        match letter {
            // Soft hyphens, joiners, directions; then pictographs, which a card of letters does without.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {}
            '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f000}'..='\u{1faff}' => {
            }
            '\u{a0}' | '\u{202f}' | '\u{2007}' => tidy.push('\u{a0}'),
            '\u{2010}' | '\u{2011}' => tidy.push('-'),
            '\u{2015}' => tidy.push('—'),
            '\u{2032}' => tidy.push('’'),
            '\u{2080}'..='\u{2089}' => tidy.extend(char::from_digit(letter as u32 - 0x2080, 10)),
            _ if letter.is_whitespace() || letter.is_control() => {
                if !tidy.is_empty() && !tidy.ends_with(' ') {
                    tidy.push(' ');
                }
            }
            _ => tidy.push(letter),
        }
    }
    if text.chars().nth(MOST_LETTERS).is_some() {
        tidy.push('…');
    }
    tidy.trim_end_matches([' ', '\u{a0}']).to_owned()
}

fn pieces(face: &Face, text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut apart = true;
        for part in parts(word) {
            pieces.push(Piece { text: part.to_owned(), width: face.line(part, 0.0)?.width, apart });
            apart = false;
        }
    }
    Some(pieces)
}

/// A word may break behind a hyphen, dash or slash that has three letters on either side.
fn parts(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, mark) in word.char_indices().filter(|(_, letter)| matches!(letter, '-' | '–' | '—' | '/')) {
        let end = at + mark.len_utf8();
        let long = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).count() >= 3;
        if long(&word[start..at]) && long(&word[end..]) {
            parts.push(&word[start..end]);
            start = end;
        }
    }
    parts.push(&word[start..]);
    parts
}

/// As many words on each line as there is room for.
fn broken(pieces: &[Piece], space: f32, most: f32) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    let mut used = 0.0;
    for piece in pieces {
        let gap = if piece.apart { space } else { 0.0 };
        match lines.last_mut() {
            Some(line) if used + gap + piece.width <= most => {
                line.push(piece.clone());
                used += gap + piece.width;
            }
            _ => {
                lines.push(vec![piece.clone()]);
                used = piece.width;
            }
        }
    }
    lines
}

/// As few lines as possible, of about the same length, and rather not ending in a short word: “in”, “der”, “of” belong to
/// what follows.
fn balanced(pieces: &[Piece], space: f32, most: f32) -> Vec<Vec<Piece>> {
    let count = broken(pieces, space, most).len();
    // Where each piece begins and ends if all stood on one line.
    let mut ends = Vec::with_capacity(pieces.len());
    let mut pen = 0.0;
    for piece in pieces {
        let begin = if piece.apart { pen + space } else { pen };
        pen = begin + piece.width;
        ends.push((begin, pen));
    }
    let ideal = pen / count as f32;
    let dangling = (most / 5.0).powi(2);
    let cost = |from: usize, to: usize| {
        let width = ends[to - 1].1 - ends[from].0;
        let is_short = pieces[to - 1].text.chars().count() <= 3 && to < pieces.len();
        let roughness = (width - ideal).powi(2) + if is_short { dangling } else { 0.0 };
        // One piece alone was found to fit.
        (width <= most || to == from + 1).then_some(roughness)
    };
    // best[end]: the least cost of the first `end` pieces in as many lines as were laid; begins: where its last line does.
    let mut best = vec![None; pieces.len() + 1];
    best[0] = Some(0.0_f32);
    let mut begins = Vec::with_capacity(count);
    for _ in 0..count {
        let mut next = vec![None; pieces.len() + 1];
        let mut begin = vec![0; pieces.len() + 1];
        for end in 1..=pieces.len() {
            for from in (0..end).rev() {
                let Some(line) = cost(from, end) else { break };
                let Some(before) = best[from] else { continue };
                if next[end].is_none_or(|known| before + line < known) {
                    (next[end], begin[end]) = (Some(before + line), from);
                }
            }
        }
        best = next;
        begins.push(begin);
    }
    let mut lines = Vec::with_capacity(count);
    let mut end = pieces.len();
    for begin in begins.iter().rev() {
        lines.push(pieces[begin[end]..end].to_vec());
        end = begin[end];
    }
    lines.reverse();
    lines
}

/// What is wider than a line is cut between letters: where best, only a dictionary would know.
fn chopped(face: &Face, pieces: Vec<Piece>, most: f32) -> Option<Vec<Piece>> {
    let hyphen = face.line("-", 0.0)?.width;
    let mut narrow = Vec::new();
    for piece in pieces {
        if piece.width <= most {
            narrow.push(piece);
            continue;
        }
        let mut apart = piece.apart;
        let (mut text, mut width) = (String::new(), 0.0);
        for letter in piece.text.chars() {
            let wide = face.line(letter.encode_utf8(&mut [0; 4]), 0.0)?.width;
            if width + wide + hyphen > most && !text.is_empty() {
                if letter.is_alphabetic() && text.ends_with(char::is_alphabetic) {
                    text.push('-');
                    width += hyphen;
                }
                narrow.push(Piece { text: std::mem::take(&mut text), width, apart });
                (apart, width) = (false, 0.0);
            }
            text.push(letter);
            width += wide;
        }
        narrow.push(Piece { text, width, apart });
    }
    Some(narrow)
}

fn cut_short(face: &Face, mut lines: Vec<Vec<Piece>>, most: f32) -> Option<Vec<Vec<Piece>>> {
    let last = lines.last_mut()?;
    loop {
        let text = text(last);
        let shortened = format!("{}…", text.trim_end_matches(|letter: char| !letter.is_alphanumeric()));
        let width = face.line(&shortened, 0.0)?.width;
        if width <= most || last.len() <= 1 {
            *last = vec![Piece { text: shortened, width, apart: true }];
            return Some(lines);
        }
        last.pop();
    }
}

fn text(line: &[Piece]) -> String {
    let mut text = String::new();
    for (place, piece) in line.iter().enumerate() {
        if piece.apart && place > 0 {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text
}

fn set(face: &Face, lines: Vec<Vec<Piece>>, size: f32) -> Option<Fitted> {
    let texts: Vec<String> = lines.iter().map(|line| text(line)).collect();
    let mut lines = Vec::with_capacity(texts.len());
    let mut hanging = Vec::with_capacity(texts.len());
    for text in &texts {
        let line = face.line(text, 0.0)?;
        // With what follows it, because the mark and that letter may have moved together.
        let rest = text.strip_prefix(['„', '“', '‚', '‘', '"', '»', '«', '›', '‹']);
        let without = rest.and_then(|rest| face.line(rest, 0.0)).map_or(line.width, |rest| rest.width);
        hanging.push(line.width - without);
        lines.push(line);
    }
    Some(Fitted { size, lines, hanging, texts })
}

#[cfg(test)]
mod tests {
    use super::super::letters::SERIF;
    use super::fitted;

    fn check(text: &str, want: &[&str]) {
        let fitted = fitted(SERIF.as_ref().unwrap(), text, &[(76.0, 3), (60.0, 4), (54.0, 4)], 1072.0);
        assert_eq!(fitted.map_or(Vec::new(), |fitted| fitted.texts), want, "{text}");
    }

    #[test]
    fn lines_are_about_equally_long() {
        check("Rat gibt nach", &["Rat gibt nach"]);
        check(
            "Kommission will Nachtzüge bis 2030 in allen Hauptstädten sehen",
            &["Kommission will", "Nachtzüge bis 2030 in allen", "Hauptstädten sehen"],
        );
        check("Der Nord-Süd-Dialog", &["Der Nord-Süd-Dialog"]);
        check("  A\n\tB \u{1f98a}\u{fe0f} C\u{ad}D ", &["A B CD"]);
        check("", &[]);
        check(" \u{a0} ", &[]);
        check("Привет и hello", &[]);
    }

    #[test]
    fn what_never_fits_ends_in_an_ellipsis() {
        let face = SERIF.as_ref().unwrap();
        for text in
            ["Wort für Wort, ".repeat(40), "Donaudampfschiff".repeat(60), "WWWWW ".repeat(9000), "—".repeat(3000)]
        {
            let fitted = fitted(face, &text, &[(76.0, 3), (54.0, 4)], 1072.0).unwrap();
            assert_eq!(fitted.texts.len(), 4);
            assert!(fitted.texts.last().unwrap().ends_with('…'));
            assert!(fitted.lines.iter().all(|line| line.width * fitted.size < 1090.0), "{:?}", fitted.texts);
        }
    }
}
