//! What changed between two texts, word by word? The shortest way from one to the other (Myers, An O(ND) Difference
//! Algorithm and Its Variations, Algorithmica 1, 1986), put together so that people can read it.

/// What became of a stretch of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Kept,
    Gone,
    New,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub fate: Fate,
    /// With the white space behind it.
    pub text: String,
}

/// More changed words than this, and the texts have nothing to do with each other.
const MOST_STEPS: usize = 300;
/// A kept stretch as short as this between two changes only makes both hard to read.
const TOO_SHORT: usize = 3;

/// All of both texts in order; where something was replaced, what is gone comes first. Equal texts give one piece, two
/// empty ones none.
pub fn difference(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (words(before), words(after));
    let same = |(a, b): &(&&str, &&str)| a.trim_end() == b.trim_end();
    let head = old.iter().zip(&new).take_while(same).count();
    let rest = (old.len() - head).min(new.len() - head);
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(same).count();
    let mut told = Told::default();
    new[..head].iter().for_each(|word| told.say(Fate::Kept, word));
    steps(&old[head..old.len() - tail], &new[head..new.len() - tail], &mut told);
    new[new.len() - tail..].iter().for_each(|word| told.say(Fate::Kept, word));
    told.pieces()
}

/// Each with the white space behind it.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let space = rest[word..].find(|letter: char| !letter.is_whitespace()).unwrap_or(rest.len() - word);
        let (first, others) = rest.split_at(word + space);
        words.push(first);
        rest = others;
    }
    words
}

/// The shortest way through both, or everything replaced where that is too long.
fn steps(old: &[&str], new: &[&str], told: &mut Told) {
    let Some(furthest) = explore(old, new) else {
        old.iter().for_each(|word| told.say(Fate::Gone, word));
        new.iter().for_each(|word| told.say(Fate::New, word));
        return;
    };
    // Back from the end: which step led there, and what was kept before it.
    let (mut x, mut y) = (old.len(), new.len());
    let mut way = Vec::new();
    for (step, reached) in furthest.iter().enumerate().rev() {
        let line = x as isize - y as isize;
        let at = |line: isize| reached.get((line + step as isize) as usize).copied().unwrap_or(0);
        let down = step > 0 && (line == -(step as isize) || (line != step as isize && at(line - 1) < at(line + 1)));
        let (from_x, from_y) = if step == 0 {
            (0, 0)
        } else {
            let from = if down { line + 1 } else { line - 1 };
            (at(from), (at(from) as isize - from) as usize)
        };
        while x > from_x && y > from_y {
            way.push((Fate::Kept, new[y - 1]));
            (x, y) = (x - 1, y - 1);
        }
        if step > 0 && down && y > 0 {
            way.push((Fate::New, new[y - 1]));
        } else if step > 0 && x > 0 {
            way.push((Fate::Gone, old[x - 1]));
        }
        (x, y) = (from_x, from_y);
    }
    way.into_iter().rev().for_each(|(fate, word)| told.say(fate, word));
}

/// For each number of steps, how far along each line one had come before taking it.
fn explore(old: &[&str], new: &[&str]) -> Option<Vec<Vec<usize>>> {
    let most = (old.len() + new.len()).min(MOST_STEPS) as isize;
    let width = (2 * most + 3) as usize;
    let middle = most + 1;
    let mut reach = vec![0usize; width];
    let mut before = Vec::new();
    for step in 0..=most {
        before.push((-step..=step).map(|line| reach[(line + middle) as usize]).collect());
        let mut line = -step;
        while line <= step {
            let at = |line: isize| reach[(line + middle) as usize];
            let down = line == -step || (line != step && at(line - 1) < at(line + 1));
            let mut x = if step == 0 {
                0
            } else if down {
                at(line + 1)
            } else {
                at(line - 1) + 1
            };
            let mut y = (x as isize - line) as usize;
            while x < old.len() && y < new.len() && old[x].trim_end() == new[y].trim_end() {
                (x, y) = (x + 1, y + 1);
            }
            reach[(line + middle) as usize] = x;
            if x >= old.len() && y >= new.len() {
                return Some(before);
            }
            line += 2;
        }
    }
    None
}

/// Pieces as they are told: neighbours of one fate together, what is gone before what is new.
#[derive(Default)]
struct Told {
    pieces: Vec<Piece>,
    gone: String,
    new: String,
}

impl Told {
    fn say(&mut self, fate: Fate, word: &str) {
        match fate {
            Fate::Gone => self.gone.push_str(word),
            Fate::New => self.new.push_str(word),
            Fate::Kept => {
                self.settle();
                match self.pieces.last_mut().filter(|last| last.fate == Fate::Kept) {
                    Some(last) => last.text.push_str(word),
                    None => self.pieces.push(Piece { fate, text: word.to_owned() }),
                }
            }
        }
    }

    fn settle(&mut self) {
        if self.gone.is_empty() && self.new.is_empty() {
            return;
        }
        // A little word kept between two changes goes with them.
        let between = self.pieces.len() >= 2
            && self
                .pieces
                .last()
                .is_some_and(|last| last.fate == Fate::Kept && last.text.trim_end().chars().count() <= TOO_SHORT);
        if let Some(word) = between.then(|| self.pieces.pop()).flatten() {
            let mut taken = |fate| match self.pieces.last().is_some_and(|last| last.fate == fate) {
                true => self.pieces.pop().map(|piece| piece.text).unwrap_or_default(),
                false => String::new(),
            };
            let (new, gone) = (taken(Fate::New), taken(Fate::Gone));
            self.new = format!("{new}{}{}", word.text, self.new);
            self.gone = format!("{gone}{}{}", word.text, self.gone);
        }
        for (fate, text) in [(Fate::Gone, &mut self.gone), (Fate::New, &mut self.new)] {
            if !text.is_empty() {
                self.pieces.push(Piece { fate, text: std::mem::take(text) });
            }
        }
    }

    fn pieces(mut self) -> Vec<Piece> {
        self.settle();
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use super::{Fate, difference};

    /// `-gone-`, `+new+`.
    fn told(before: &str, after: &str) -> String {
        let mark = |fate| match fate {
            Fate::Kept => "",
            Fate::Gone => "-",
            Fate::New => "+",
        };
        difference(before, after)
            .iter()
            .map(|piece| {
                let mark = mark(piece.fate);
                format!("{mark}{}{mark}", piece.text)
            })
            .collect()
    }

    #[test]
    fn what_changed_is_told_word_by_word() {
        for (before, after, want) in [
            ("", "", ""),
            ("The gates hold.", "The gates hold.", "The gates hold."),
            ("The gates hold.", "The gates  hold.", "The gates  hold."),
            ("", "All new.", "+All new.+"),
            ("All gone.", "", "-All gone.-"),
            ("The four gates hold.", "The gates hold.", "The -four -gates hold."),
            ("The gates hold.", "The four gates hold.", "The +four +gates hold."),
            ("Nine houses were cleared.", "Eleven houses were cleared.", "-Nine -+Eleven +houses were cleared."),
            (
                "It opens in May or June.",
                "It opened on May or July.",
                "It -opens in -+opened on +May or -June.-+July.+",
            ),
            ("one in two", "three in four", "-one in two-+three in four+"),
        ] {
            assert_eq!(told(before, after), want, "{before} | {after}");
        }
    }

    #[test]
    fn both_texts_can_be_read_back_and_long_ones_come_to_an_end() {
        let text = |seed: usize, length: usize| -> String {
            (0..length).map(|at| format!("w{} ", (at * 7 + at / 13 * seed) % 101)).collect()
        };
        for (a, b) in [(1, 2), (3, 3), (5, 11)] {
            for length in [0, 1, 2, 50, 5_000] {
                let (before, after) = (text(a, length), text(b, length + 3));
                let pieces = difference(&before, &after);
                let read = |left: Fate| -> String {
                    pieces.iter().filter(|piece| piece.fate != left).map(|piece| piece.text.as_str()).collect()
                };
                assert_eq!(read(Fate::New), before, "{a} {b} {length}");
                assert_eq!(read(Fate::Gone), after, "{a} {b} {length}");
            }
        }
    }
}
