//! Writes clean HTML whose nesting every parser agrees on, and the same words as plain text.
//!
//! The caller says which elements it is in and what is to be read there; the writer opens an element only when
//! something readable arrives, moves blocks out of paragraphs and links into blocks, and closes what it opened.
//! So its output needs no repair by a parser, which is why cleaning twice changes nothing.

use crate::dom::{Tag, escape_attribute, escape_text};

/// Blocks inside one another in what is shown; further ones are read without their nesting.
const MOST_BLOCKS: usize = 40;
const MOST_INLINES: usize = 12;

/// An element that the next words are to be in.
#[derive(Debug, Clone)]
struct Wanted {
    tag: Tag,
    /// Two elements are the same one if their numbers are.
    number: u32,
    attributes: String,
}

/// What `leave` has to put back.
#[derive(Debug)]
pub enum Entered {
    Nothing,
    /// A border between two pieces of text.
    Border,
    Block {
        blocks_before: usize,
        interrupted: Option<Tag>,
    },
    Inline,
}

#[derive(Debug, Default)]
pub struct Writer {
    html: String,
    text: String,
    /// Elements open in `html`: blocks, then inline ones.
    open: Vec<Wanted>,
    open_blocks: usize,
    blocks: Vec<Wanted>,
    /// Blocks that the source left out (`li` in `ul`, a paragraph around loose words).
    implied: Vec<Wanted>,
    inlines: Vec<Wanted>,
    last_number: u32,
    space: bool,
    breaks: u8,
    rule: bool,
    /// Nothing has been written into the innermost open block yet.
    fresh: bool,
    /// Line breaks due before the next words of `text`.
    gap: u8,
}

impl Writer {
    /// Enters a block; inside something that cannot hold it, what it needs around it is supplied.
    pub fn enter_block(&mut self, tag: Tag) -> Entered {
        self.enter_block_with(tag, String::new())
    }

    pub fn enter_block_with(&mut self, tag: Tag, attributes: String) -> Entered {
        self.border();
        let blocks_before = self.blocks.len();
        let around = self.blocks.last().map(|block| block.tag);
        if is_leaf(tag) && around.is_some_and(is_leaf) || blocks_before >= MOST_BLOCKS {
            return Entered::Border;
        }
        let fits = match tag {
            Tag::Li => around.is_some_and(Tag::is_list),
            Tag::Dt | Tag::Dd => around == Some(Tag::Dl),
            Tag::Figcaption => around == Some(Tag::Figure),
            Tag::Thead | Tag::Tbody | Tag::Tfoot | Tag::Caption => around == Some(Tag::Table),
            Tag::Tr | Tag::Td | Tag::Th => self.is_in_table(),
            _ => true,
        };
        if !fits {
            return Entered::Border;
        }
        let interrupted = around.filter(|&tag| is_leaf(tag));
        if interrupted.is_some() {
            self.blocks.pop();
        }
        for missing in missing_around(self.blocks.last().map(|block| block.tag), tag) {
            let number = self.number_for(*missing);
            self.blocks.push(Wanted { tag: *missing, number, attributes: String::new() });
        }
        let number = self.number();
        self.blocks.push(Wanted { tag, number, attributes });
        if matches!(tag, Tag::Td | Tag::Th) {
            // An empty cell still holds its column's place.
            self.open_wanted_blocks();
        }
        Entered::Block { blocks_before, interrupted }
    }

    /// Enters emphasis, a link and so on; what is inside a second one of its kind is read as inside the first.
    pub fn enter_inline(&mut self, tag: Tag, attributes: String) -> Entered {
        let in_heading = self.blocks.last().is_some_and(|block| block.tag.is_heading());
        let repeated = self.inlines.iter().any(|inline| inline.tag == tag);
        if repeated || self.inlines.len() >= MOST_INLINES || in_heading && matches!(tag, Tag::B | Tag::Strong) {
            return Entered::Nothing;
        }
        let number = self.number();
        self.inlines.push(Wanted { tag, number, attributes });
        Entered::Inline
    }

    pub fn leave(&mut self, entered: Entered) {
        match entered {
            Entered::Nothing => {}
            Entered::Border => self.border(),
            Entered::Inline => {
                self.inlines.pop();
            }
            Entered::Block { blocks_before, interrupted } => {
                self.border();
                self.blocks.truncate(blocks_before - usize::from(interrupted.is_some()));
                if let Some(tag) = interrupted {
                    let number = self.number();
                    self.blocks.push(Wanted { tag, number, attributes: String::new() });
                }
            }
        }
    }

    /// What follows does not stand in one line with what came before.
    pub fn border(&mut self) {
        self.implied.clear();
        self.space = false;
        self.breaks = 0;
        if let Some(Tag::P) = self.blocks.last().map(|block| block.tag) {
            let number = self.number();
            if let Some(block) = self.blocks.last_mut() {
                block.number = number;
            }
        } else if self.blocks.last().is_some_and(|block| self.is_open(block.number) && !self.fresh) {
            self.breaks = u8::from(!matches!(self.blocks.last().map(|block| block.tag), Some(Tag::Pre)));
        }
    }

    pub fn text(&mut self, text: &str) {
        if self.blocks.last().is_some_and(|block| block.tag == Tag::Pre) {
            return self.preformatted(text);
        }
        if text.starts_with(is_space) {
            self.space = true;
        }
        for word in text.split(is_space) {
            if word.is_empty() {
                continue;
            }
            if word.chars().all(is_invisible) {
                self.space = true;
                continue;
            }
            self.open_wanted();
            self.write(word);
            self.space = true;
        }
        if !text.ends_with(is_space) {
            let only_invisible = text.rsplit(is_space).next().is_some_and(|word| word.chars().all(is_invisible));
            self.space = self.space && only_invisible;
        }
    }

    fn preformatted(&mut self, text: &str) {
        let starts = self.blocks.last().is_some_and(|block| !self.is_open(block.number)) || self.fresh;
        let text = if starts { text.trim_start_matches(['\n', '\r']) } else { text };
        if text.is_empty() || starts && text.trim().is_empty() {
            return;
        }
        self.open_wanted();
        self.write(text);
    }

    /// A picture; `attributes` as they are to stand in its tag.
    pub fn picture(&mut self, attributes: &str) {
        let in_figure = self.implied.is_empty() && self.blocks.last().is_some_and(|block| block.tag == Tag::Figure);
        if in_figure {
            self.open_wanted_blocks();
            self.open_wanted_inlines();
        } else {
            self.open_wanted();
        }
        self.html.push_str("<img");
        self.html.push_str(attributes);
        self.html.push('>');
        self.fresh = false;
    }

    pub fn line_break(&mut self) {
        if self.blocks.last().is_some_and(|block| block.tag == Tag::Pre) {
            return self.preformatted("\n");
        }
        self.space = false;
        self.breaks += 1;
        let splits = self.blocks.last().is_none_or(|block| matches!(block.tag, Tag::P | Tag::Blockquote));
        if self.breaks >= 2 && splits {
            self.border();
        }
        self.breaks = self.breaks.min(2);
    }

    pub fn rule(&mut self) {
        self.border();
        self.rule = true;
    }

    /// The clean HTML and its words.
    pub fn finish(mut self) -> (String, String) {
        self.close_to(0);
        (self.html, self.text)
    }

    fn number(&mut self) -> u32 {
        self.last_number += 1;
        self.last_number
    }

    /// Rows that follow one another share the body that the source left out.
    fn number_for(&mut self, missing: Tag) -> u32 {
        let last = self.open.iter().rposition(|open| open.tag == Tag::Table);
        let wanted = self.blocks.last();
        if let (Tag::Tbody, Some(at), Some(table)) = (missing, last, wanted)
            && let Some(inside) = self.open.get(at + 1)
            && self.open.get(at).is_some_and(|open| open.number == table.number)
            && inside.tag == Tag::Tbody
        {
            return inside.number;
        }
        self.number()
    }

    fn is_in_table(&self) -> bool {
        self.blocks
            .last()
            .is_some_and(|block| matches!(block.tag, Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr))
    }

    fn is_open(&self, number: u32) -> bool {
        self.open.iter().any(|open| open.number == number)
    }

    fn open_wanted(&mut self) {
        if self.implied.is_empty() {
            let around = self.blocks.last().map(|block| block.tag);
            let missing = missing_around(around, Tag::Text);
            for &tag in missing {
                let number = self.number_for(tag);
                self.implied.push(Wanted { tag, number, attributes: String::new() });
            }
        }
        self.open_wanted_blocks();
        self.open_wanted_inlines();
    }

    fn open_wanted_blocks(&mut self) {
        let wanted = self.blocks.iter().chain(&self.implied);
        let open = self.open.get(..self.open_blocks).unwrap_or(&[]);
        let shared = wanted.zip(open).take_while(|(wanted, open)| wanted.number == open.number).count();
        let count = self.blocks.len() + self.implied.len();
        if shared < self.open_blocks {
            self.close_to(shared);
        } else if shared < count {
            self.close_to(self.open_blocks);
        }
        if shared == count {
            return;
        }
        if self.rule && shared == 0 && !self.html.is_empty() {
            self.html.push_str("<hr>");
        }
        self.rule = false;
        let missing: Vec<Wanted> = self.blocks.iter().chain(&self.implied).skip(shared).cloned().collect();
        for block in missing {
            open_tag(&mut self.html, &block);
            self.gap = self.gap.max(gap_of(block.tag));
            self.open.push(block);
            self.open_blocks += 1;
            self.fresh = true;
        }
    }

    fn open_wanted_inlines(&mut self) {
        let open = self.open.get(self.open_blocks..).unwrap_or(&[]);
        let shared = self.inlines.iter().zip(open).take_while(|(wanted, open)| wanted.number == open.number).count();
        self.close_to(self.open_blocks + shared);
        if self.fresh {
            self.space = false;
        } else if self.breaks > 0 {
            for _ in 0..self.breaks {
                self.html.push_str("<br>");
            }
            self.gap = self.gap.max(self.breaks);
        } else if self.space {
            self.html.push(' ');
            if self.gap == 0 && !self.text.is_empty() {
                self.text.push(' ');
            }
        }
        self.space = false;
        self.breaks = 0;
        let missing: Vec<Wanted> = self.inlines.iter().skip(shared).cloned().collect();
        for inline in missing {
            open_tag(&mut self.html, &inline);
            self.open.push(inline);
        }
    }

    fn write(&mut self, words: &str) {
        if self.gap > 0 && !self.text.is_empty() {
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str(if self.gap > 1 { "\n\n" } else { "\n" });
        }
        self.gap = 0;
        self.fresh = false;
        if words.chars().any(is_control) {
            let words: String = words.chars().filter(|&letter| !is_control(letter)).collect();
            escape_text(&mut self.html, &words);
            self.text.push_str(&words);
        } else {
            escape_text(&mut self.html, words);
            self.text.push_str(words);
        }
    }

    fn close_to(&mut self, length: usize) {
        while self.open.len() > length {
            let Some(last) = self.open.pop() else { return };
            self.html.push_str("</");
            self.html.push_str(last.tag.name());
            self.html.push('>');
            if self.open.len() < self.open_blocks {
                self.open_blocks = self.open.len();
                self.gap = self.gap.max(gap_of(last.tag));
                if matches!(last.tag, Tag::Td | Tag::Th) {
                    self.text.push('\t');
                }
                self.fresh = false;
                self.breaks = 0;
                self.space = false;
            }
        }
    }
}

fn open_tag(html: &mut String, wanted: &Wanted) {
    html.push('<');
    html.push_str(wanted.tag.name());
    html.push_str(&wanted.attributes);
    html.push('>');
}

/// Appends ` name="value"`.
pub fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_attribute(out, value);
    out.push('"');
}

/// Holds words, never blocks.
fn is_leaf(tag: Tag) -> bool {
    tag.is_heading() || matches!(tag, Tag::P | Tag::Pre | Tag::Dt | Tag::Caption)
}

/// What HTML wants between `around` and `inside`.
fn missing_around(around: Option<Tag>, inside: Tag) -> &'static [Tag] {
    use Tag::*;
    let is_words = inside == Text;
    match around {
        None | Some(Blockquote | Figure) if is_words => &[P],
        Some(Ul | Ol) if inside != Li => &[Li],
        Some(Dl) if !matches!(inside, Dt | Dd) => &[Dd],
        Some(Table) => match inside {
            Thead | Tbody | Tfoot | Caption => &[],
            Tr => &[Tbody],
            Td | Th => &[Tbody, Tr],
            _ => &[Tbody, Tr, Td],
        },
        Some(Thead | Tbody | Tfoot) => match inside {
            Tr => &[],
            Td | Th => &[Tr],
            _ => &[Tr, Td],
        },
        Some(Tr) if !matches!(inside, Td | Th) => &[Td],
        _ => &[],
    }
}

/// Line breaks of the text around a block.
fn gap_of(tag: Tag) -> u8 {
    match tag {
        Tag::Li | Tag::Tr | Tag::Dt | Tag::Dd | Tag::Tbody | Tag::Thead | Tag::Tfoot => 1,
        Tag::Td | Tag::Th => 0,
        _ => 2,
    }
}

fn is_space(letter: char) -> bool {
    letter.is_ascii_whitespace()
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{A0}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}' | '\u{AD}' | '\u{2060}')
        || is_control(letter)
}

fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\t')
}
