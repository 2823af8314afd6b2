//! Source text into nodes: one pass, caps on bytes, depth and number of nodes, no way to fail.
//!
//! Follows the tokeniser of the HTML standard and the parts of its tree construction that real pages lean on (implied
//! end tags, unclosed inline elements, raw text). It does not build what a browser builds from deliberately crossed
//! tables and formatting: nothing it reads is shown to anybody before ammonia has read it too.

use super::{Node, NodeId, Page, Tag};

/// Bytes that are read of a page.
pub const MOST_BYTES: usize = 2 << 20;
/// Elements inside one another; further ones are read as if their tags were not there.
pub const MOST_DEPTH: usize = 400;
/// Nodes of a page; what follows is cut.
const MOST_NODES: usize = 300_000;

pub fn parse(source: &str) -> Page<'_> {
    let mut builder = Builder { page: Page::default(), open: Vec::with_capacity(64), ignored_depth: 0, in_foreign: 0 };
    builder.page.nodes.reserve(source.len().min(MOST_BYTES) / 40);
    builder.page.nodes.push(Node { tag: Tag::Root, parent: 0, end: 0, raw: "", attributes: (0, 0), literal: false });
    builder.open.push(Open { id: 0, tag: Tag::Root, closing: false });
    let source = if source.len() > MOST_BYTES {
        builder.page.faults.push(format!("longer than {} MB; the rest is left out", MOST_BYTES >> 20));
        &source[..(0..=MOST_BYTES).rev().find(|&at| source.is_char_boundary(at)).unwrap_or(0)]
    } else {
        source
    };
    builder.read(source);
    builder.finish()
}

struct Open {
    id: NodeId,
    tag: Tag,
    /// Its end tag came while something inside was still open: it ends as soon as that does.
    closing: bool,
}

struct Builder<'a> {
    page: Page<'a>,
    open: Vec<Open>,
    /// How many start tags were too deep.
    ignored_depth: usize,
    /// How many `svg` and `math` are open.
    in_foreign: usize,
}

impl<'a> Builder<'a> {
    fn read(&mut self, source: &'a str) {
        let bytes = source.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let next = find(bytes, at, b'<').unwrap_or(bytes.len());
            if next > at {
                self.text(&source[at..next], false);
            }
            if next >= bytes.len() {
                return;
            }
            if self.page.nodes.len() > MOST_NODES {
                self.page.faults.push(format!("more than {MOST_NODES} elements; the rest is left out"));
                return;
            }
            at = match bytes.get(next + 1) {
                Some(b'!') => self.declaration(source, next),
                Some(b'?') => find(bytes, next, b'>').map_or(bytes.len(), |end| end + 1),
                Some(b'/') if bytes.get(next + 2).is_some_and(u8::is_ascii_alphabetic) => self.end_tag(source, next),
                Some(b'/') => find(bytes, next, b'>').map_or(bytes.len(), |end| end + 1),
                Some(letter) if letter.is_ascii_alphabetic() => self.start_tag(source, next),
                _ => {
                    self.text(&source[next..next + 1], true);
                    next + 1
                }
            };
        }
    }

    /// Comments, doctypes and CDATA; returns where reading goes on.
    fn declaration(&mut self, source: &'a str, start: usize) -> usize {
        let rest = &source[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            if comment.starts_with('>') || comment.starts_with("->") {
                return start + 5 + usize::from(!comment.starts_with('>'));
            }
            return comment_end(source.as_bytes(), start + 4);
        }
        if let Some(literal) = rest.strip_prefix("<![CDATA[") {
            // In HTML a bogus comment, but feeds and XHTML mean text by it.
            let end = literal.find("]]>");
            self.text(&literal[..end.unwrap_or(literal.len())], true);
            return end.map_or(source.len(), |end| start + 9 + end + 3);
        }
        find(source.as_bytes(), start, b'>').map_or(source.len(), |end| end + 1)
    }

    fn end_tag(&mut self, source: &'a str, start: usize) -> usize {
        let bytes = source.as_bytes();
        let name_end = name_end(bytes, start + 2);
        let Some(end) = find(bytes, name_end, b'>') else { return bytes.len() };
        let tag = Tag::from_name(&source[start + 2..name_end]);
        match tag {
            Tag::Br => self.leaf(Tag::Br, (0, 0)),
            Tag::Html | Tag::Body => {}
            Tag::Other => {}
            _ => self.close(tag),
        }
        end + 1
    }

    fn start_tag(&mut self, source: &'a str, start: usize) -> usize {
        let bytes = source.as_bytes();
        let name_end = name_end(bytes, start + 1);
        let tag = match Tag::from_name(&source[start + 1..name_end]) {
            Tag::Image if self.in_foreign == 0 => Tag::Img,
            Tag::Amp => Tag::Img,
            tag => tag,
        };
        let first = self.page.attributes.len();
        // A tag that the source does not finish is dropped with all that follows, as in browsers.
        let Some((end, closed)) = self.attributes(source, name_end) else {
            self.page.attributes.truncate(first);
            return bytes.len();
        };
        let count = (self.page.attributes.len() - first).min(u16::MAX as usize);
        let attributes = (first as u32, count as u16);
        if self.in_foreign > 0
            && (tag.is_block() || matches!(tag, Tag::Img | Tag::Span | Tag::B | Tag::I | Tag::Em | Tag::Strong))
        {
            self.leave_foreign();
        }
        if tag.is_void() || (self.in_foreign > 0 && closed) {
            self.before(tag);
            self.leaf(tag, attributes);
            return end;
        }
        if !self.before(tag) {
            return end;
        }
        let pushed = self.push(tag, attributes);
        if tag.is_raw_text() && self.in_foreign == 0 {
            return self.raw_text(source, end, tag, pushed);
        }
        end
    }

    /// Reads attributes up to the `>`; tells where it ended and whether by `/>`.
    fn attributes(&mut self, source: &'a str, from: usize) -> Option<(usize, bool)> {
        let bytes = source.as_bytes();
        let first = self.page.attributes.len();
        let mut at = from;
        let mut closed = false;
        loop {
            match *bytes.get(at)? {
                b'>' => return Some((at + 1, closed)),
                b'/' => {
                    closed = true;
                    at += 1;
                }
                letter if letter.is_ascii_whitespace() => at += 1,
                _ => {
                    closed = false;
                    let name_start = at;
                    // A name may begin with `=`.
                    at += 1;
                    while !matches!(*bytes.get(at)?, b'=' | b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r' | 0x0C) {
                        at += 1;
                    }
                    let name = &source[name_start..at];
                    let mut look = at;
                    while bytes.get(look)?.is_ascii_whitespace() {
                        look += 1;
                    }
                    let mut value = "";
                    if bytes.get(look) == Some(&b'=') {
                        look += 1;
                        while bytes.get(look)?.is_ascii_whitespace() {
                            look += 1;
                        }
                        match *bytes.get(look)? {
                            quote @ (b'"' | b'\'') => {
                                let end = find(bytes, look + 1, quote)?;
                                value = &source[look + 1..end];
                                at = end + 1;
                            }
                            _ => {
                                let value_start = look;
                                while !matches!(*bytes.get(look)?, b'>' | b' ' | b'\n' | b'\t' | b'\r' | 0x0C) {
                                    look += 1;
                                }
                                value = &source[value_start..look];
                                at = look;
                            }
                        }
                    }
                    // The first of two with one name wins; looking back is bounded, so that 100,000 cost nothing.
                    let written = self.page.attributes.get(first..).unwrap_or(&[]);
                    let known = written.iter().take(32).any(|(other, _)| other.eq_ignore_ascii_case(name));
                    if !known && written.len() < 64 {
                        self.page.attributes.push((name, value));
                    }
                }
            }
        }
    }

    /// Text up to the end tag of `tag`; returns where reading goes on.
    fn raw_text(&mut self, source: &'a str, from: usize, tag: Tag, pushed: bool) -> usize {
        let bytes = source.as_bytes();
        let name = tag.name().as_bytes();
        let mut at = from;
        let (text_end, next) = loop {
            let Some(less) = find(bytes, at, b'<') else { break (bytes.len(), bytes.len()) };
            let rest = bytes.get(less + 2..less + 2 + name.len()).unwrap_or(&[]);
            let after = bytes.get(less + 2 + name.len());
            let ends_name = after.is_some_and(|b| matches!(b, b'>' | b'/') || b.is_ascii_whitespace());
            if bytes.get(less + 1) == Some(&b'/') && rest.eq_ignore_ascii_case(name) && ends_name {
                break (less, find(bytes, less, b'>').map_or(bytes.len(), |end| end + 1));
            }
            at = less + 1;
        };
        if pushed {
            let literal = !matches!(tag, Tag::Title | Tag::Textarea);
            self.text(&source[from..text_end], literal);
            self.pop();
        }
        next
    }

    fn text(&mut self, raw: &'a str, literal: bool) {
        if raw.is_empty() {
            return;
        }
        let blank = raw.bytes().all(|b| b.is_ascii_whitespace());
        if self.top() == Tag::Head && !blank {
            self.close(Tag::Head);
        }
        if blank && matches!(self.top(), Tag::Root | Tag::Html | Tag::Head | Tag::Table | Tag::Tbody | Tag::Tr) {
            return;
        }
        let parent = self.open.last().map_or(0, |open| open.id);
        let id = self.page.nodes.len();
        self.page.nodes.push(Node { tag: Tag::Text, parent, end: id + 1, raw, attributes: (0, 0), literal });
    }

    fn leaf(&mut self, tag: Tag, attributes: (u32, u16)) {
        let parent = self.open.last().map_or(0, |open| open.id);
        let id = self.page.nodes.len();
        self.page.nodes.push(Node { tag, parent, end: id + 1, raw: "", attributes, literal: false });
    }

    fn push(&mut self, tag: Tag, attributes: (u32, u16)) -> bool {
        if self.open.len() >= MOST_DEPTH {
            self.ignored_depth += 1;
            return false;
        }
        let id = self.page.nodes.len();
        self.leaf(tag, attributes);
        self.open.push(Open { id, tag, closing: false });
        self.in_foreign += usize::from(matches!(tag, Tag::Svg | Tag::Math));
        true
    }

    fn pop(&mut self) {
        if self.open.len() <= 1 {
            return;
        }
        if let Some(open) = self.open.pop() {
            let end = self.page.nodes.len();
            if let Some(node) = self.page.nodes.get_mut(open.id) {
                node.end = end;
            }
            self.in_foreign -= usize::from(matches!(open.tag, Tag::Svg | Tag::Math));
        }
        while self.open.len() > 1 && self.open.last().is_some_and(|open| open.closing) {
            self.pop_one_closing();
        }
    }

    fn pop_one_closing(&mut self) {
        if let Some(open) = self.open.pop() {
            let end = self.page.nodes.len();
            if let Some(node) = self.page.nodes.get_mut(open.id) {
                node.end = end;
            }
            self.in_foreign -= usize::from(matches!(open.tag, Tag::Svg | Tag::Math));
        }
    }

    fn top(&self) -> Tag {
        self.open.last().map_or(Tag::Root, |open| open.tag)
    }

    /// The last open element among `wanted`, unless something that shuts `barrier` stands in between.
    fn last_open(&self, wanted: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) -> Option<usize> {
        for (at, open) in self.open.iter().enumerate().rev() {
            if wanted(open.tag) && !open.closing {
                return Some(at);
            }
            if barrier(open.tag) {
                return None;
            }
        }
        None
    }

    fn pop_to(&mut self, length: usize) {
        while self.open.len() > length.max(1) {
            self.pop();
        }
    }

    fn leave_foreign(&mut self) {
        if let Some(at) = self.open.iter().position(|open| matches!(open.tag, Tag::Svg | Tag::Math)) {
            self.pop_to(at);
        }
    }

    /// Ends what the start tag of `tag` ends. `false` when the tag itself is to be passed over.
    fn before(&mut self, tag: Tag) -> bool {
        use Tag::*;
        let is_table_shell = |tag: Tag| matches!(tag, Table | Template);
        let is_cell_wall = |tag: Tag| matches!(tag, Table | Td | Th | Caption | Template);
        match tag {
            Html | Body | Head if self.open.iter().any(|open| open.tag == tag) => return false,
            Body => self.close(Head),
            Head | Html => {}
            Base | Link | Meta | Title | Script | Style | Noscript | Template => {}
            _ if self.open.iter().take(4).any(|open| open.tag == Head)
                && (self.top() != Noscript || tag.is_block()) =>
            {
                self.close(Head);
            }
            _ => {}
        }
        let ends_paragraph = tag.is_block() && !matches!(tag, Html | Body);
        let is_wall = |open: Tag| is_cell_wall(open) || matches!(open, Button | Object);
        let paragraph = if ends_paragraph { self.last_open(|open| open == P, is_wall) } else { None };
        if let Some(at) = paragraph {
            self.pop_to(at);
        }
        let ends = match tag {
            Li => self.last_open(|open| open == Li, |open| open.is_list() || is_cell_wall(open)),
            Dd | Dt => self.last_open(|open| matches!(open, Dd | Dt), |open| open == Dl || is_cell_wall(open)),
            Tr => self.last_open(|open| matches!(open, Tr | Caption | Colgroup), is_table_shell),
            Td | Th => self.last_open(|open| matches!(open, Td | Th), is_table_shell),
            Tbody | Thead | Tfoot => {
                self.last_open(|open| matches!(open, Tbody | Thead | Tfoot | Caption | Colgroup), is_table_shell)
            }
            Option => self.last_open(|open| open == Option, |open| open == Select),
            Optgroup => self.last_open(|open| matches!(open, Optgroup | Option), |open| open == Select),
            H1 | H2 | H3 | H4 | H5 | H6 if self.top().is_heading() => Some(self.open.len() - 1),
            A => {
                self.close(A);
                None
            }
            Nobr | Button => self.last_open(|open| open == tag, is_cell_wall),
            _ => None,
        };
        if let Some(at) = ends {
            self.pop_to(at);
        }
        true
    }

    /// Ends the innermost open `tag`, if there is one that the end tag can reach.
    fn close(&mut self, tag: Tag) {
        use Tag::*;
        let is_wall: fn(Tag) -> bool = match tag {
            Table => |open| matches!(open, Template),
            Tr | Tbody | Thead | Tfoot | Td | Th | Caption => |open| matches!(open, Table | Template),
            Li => |open| open.is_list() || matches!(open, Table | Td | Th | Template),
            _ => |open| matches!(open, Table | Td | Th | Caption | Template),
        };
        let heading = tag.is_heading();
        let found = self.last_open(|open| open == tag || (heading && open.is_heading()), is_wall);
        let Some(at) = found else { return };
        let crosses_block = self.open.iter().skip(at + 1).any(|open| open.tag.is_block());
        if crosses_block
            && !tag.is_block()
            && !matches!(tag, Head | Noscript | Svg | Math | Button | Select | Object | Label)
        {
            if let Some(open) = self.open.get_mut(at) {
                open.closing = true;
            }
            return;
        }
        self.pop_to(at);
    }

    fn finish(mut self) -> Page<'a> {
        self.pop_to(1);
        let end = self.page.nodes.len();
        if let Some(root) = self.page.nodes.first_mut() {
            root.end = end;
        }
        if self.ignored_depth > 0 {
            let fault =
                format!("{} elements nested deeper than {MOST_DEPTH}; read without their nesting", self.ignored_depth);
            self.page.faults.push(fault);
        }
        self.page
    }
}

fn find(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    memchr::memchr(wanted, bytes.get(from..)?).map(|at| from + at)
}

/// One past the `-->` or `--!>` that ends the comment whose text begins at `from`.
fn comment_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(greater) = find(bytes, at, b'>') {
        let before = bytes.get(from..greater).unwrap_or(&[]);
        if before.ends_with(b"--") || before.ends_with(b"--!") {
            return greater + 1;
        }
        at = greater + 1;
    }
    bytes.len()
}

fn name_end(bytes: &[u8], from: usize) -> usize {
    let length = bytes
        .get(from..)
        .unwrap_or(&[])
        .iter()
        .take_while(|b| !matches!(b, b'>' | b'/') && !b.is_ascii_whitespace())
        .count();
    from + length
}
