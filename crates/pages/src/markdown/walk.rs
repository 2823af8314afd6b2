//! Nodes in the order of the source, told to the writers of lines and blocks. A loop: nothing recurses.

use model::Picture;
use url::Url;

use super::Written;
use super::blocks::{Blocks, List, MOST_DEPTH};
use super::inline::{self, Line, Style};
use super::styles::{inside, is_of_word, is_pull, word_item};
use super::tables::Table;
use crate::cleaning::{is_hidden, player_address, real_tables};
use crate::dom::{NodeId, Page, Tag, one_line};

/// Bytes of Markdown; what follows is left out.
const MOST_BYTES: usize = 4 << 20;

pub fn write(page: &Page, base: Option<&Url>) -> Written {
    let has = |wanted: Tag| page.nodes.iter().any(|node| node.tag == wanted);
    let breaks_lines = !has(Tag::P) && !has(Tag::Div) && !has(Tag::Br);
    let mut walk = Walk {
        page,
        base,
        breaks_lines,
        tables: real_tables(page, 0),
        blocks: Blocks::default(),
        lines: Vec::new(),
        style: Style::default(),
        heading: None,
        table: None,
        pull: None,
        lists: Vec::new(),
        word: Vec::new(),
        newlines: 0,
        strict: 0,
        addresses: Vec::new(),
        waiting: Vec::new(),
        pictures: Vec::new(),
        faults: Vec::new(),
    };
    walk.run();
    let mut markdown = walk.blocks.finish();
    if markdown.trim().is_empty() {
        markdown.clear();
    }
    Written { markdown, pictures: walk.pictures, faults: walk.faults }
}

pub struct Walk<'w, 'a> {
    pub page: &'w Page<'a>,
    pub base: Option<&'w Url>,
    /// Plain text, whose lines are its own.
    pub breaks_lines: bool,
    pub tables: Vec<NodeId>,
    pub blocks: Blocks,
    /// The paragraph or heading that is being written.
    pub lines: Vec<Line>,
    pub style: Style,
    pub heading: Option<usize>,
    pub table: Option<Table>,
    pub pull: Option<Pull>,
    /// Open lists and the depth that they stand at.
    pub lists: Vec<(List, usize)>,
    /// Lists that Word makes of paragraphs, by level.
    pub word: Vec<List>,
    /// Line ends since the last word of loose text: two make a paragraph.
    pub newlines: usize,
    /// How many elements are open in which an empty line means nothing.
    pub strict: usize,
    pub addresses: Vec<String>,
    /// Pictures that come after the block that they stand in.
    pub waiting: Vec<String>,
    pub pictures: Vec<Picture>,
    pub faults: Vec<String>,
}

#[derive(Default)]
pub struct Pull {
    pub words: Vec<String>,
    pub by: Vec<String>,
    pub in_by: bool,
}

/// What the end of an element has to undo.
pub enum Entered {
    Border,
    Strict,
    Style(Style),
    Quoted(Style),
    Heading,
    To(usize),
    Item(usize),
    List(usize),
    Table,
    Pull,
    By,
    Word(usize),
}

impl Walk<'_, '_> {
    fn run(&mut self) {
        let mut entered: Vec<(NodeId, Entered)> = Vec::new();
        let mut at = 0;
        while at < self.page.end(0) {
            while entered.last().is_some_and(|&(end, _)| end <= at) {
                if let Some((_, left)) = entered.pop() {
                    self.leave(left);
                }
            }
            if self.blocks.len() > MOST_BYTES {
                self.fault(format!(
                    "The text is longer than {} MB as Markdown; the rest was left out.",
                    MOST_BYTES >> 20
                ));
                break;
            }
            let tag = self.page.tag(at);
            if tag == Tag::Text {
                let text = self.page.text(at);
                self.text(&text);
                at += 1;
                continue;
            }
            let goes = tag.is_unread() || at != 0 && is_hidden(self.page, at) || is_of_word(self.page, at);
            if goes && tag.is_block() {
                self.border();
            }
            let state = if goes { None } else { self.enter(at, tag) };
            match state {
                Some(state) => {
                    entered.push((self.page.end(at), state));
                    at += 1;
                }
                None => at = self.page.end(at).max(at + 1),
            }
        }
        while let Some((_, left)) = entered.pop() {
            self.leave(left);
        }
        self.border();
        self.show_waiting();
    }

    /// `None` when what is below the element has been dealt with or is not to be read.
    fn enter(&mut self, id: NodeId, tag: Tag) -> Option<Entered> {
        if self.is_flat() {
            return self.enter_flat(id, tag);
        }
        if self.pull.is_none() && is_pull(self.page, id, tag) {
            self.border();
            self.pull = Some(Pull::default());
            return Some(Entered::Pull);
        }
        match tag {
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => {
                self.border();
                self.strict += 1;
                self.heading = Some(match tag {
                    Tag::H1 | Tag::H2 => 2,
                    Tag::H3 => 3,
                    Tag::H4 => 4,
                    Tag::H5 => 5,
                    _ => 6,
                });
                Some(Entered::Heading)
            }
            Tag::P => {
                self.border();
                self.strict += 1;
                match word_item(self.page, id) {
                    Some((level, is_ordered)) => Some(self.word_item(level, is_ordered)),
                    None => Some(Entered::Strict),
                }
            }
            Tag::Blockquote => {
                self.border();
                let depth = self.blocks.depth();
                if depth < MOST_DEPTH {
                    self.blocks.begin_quote();
                }
                Some(Entered::To(depth))
            }
            Tag::Ul | Tag::Ol | Tag::Dir | Tag::Menu => {
                self.border();
                let start = self.page.raw_attribute(id, "start").and_then(|start| start.trim().parse().ok());
                Some(self.list(tag == Tag::Ol, start.unwrap_or(1)))
            }
            Tag::Li => {
                self.border();
                self.strict += 1;
                Some(self.item())
            }
            Tag::Pre | Tag::Listing => {
                self.border();
                self.preformatted(id);
                None
            }
            Tag::Hr => {
                self.border();
                // At the top of a file it would begin front matter, and inside of a list `- ---` is a rule as a whole.
                if self.blocks.len() > 0 {
                    self.blocks.block(if self.blocks.depth() > 0 { "___" } else { "---" });
                }
                None
            }
            Tag::Table if self.tables.binary_search(&id).is_ok() => {
                self.border();
                self.table = Some(Table::default());
                Some(Entered::Table)
            }
            Tag::Figure => self.figure(id),
            Tag::Dt | Tag::Dd | Tag::Td | Tag::Th | Tag::Figcaption | Tag::Caption | Tag::Summary | Tag::Address => {
                self.border();
                self.strict += 1;
                Some(Entered::Strict)
            }
            _ => self.enter_inline(id, tag),
        }
    }

    /// Inside of a table or a pull quote there are no blocks.
    fn enter_flat(&mut self, id: NodeId, tag: Tag) -> Option<Entered> {
        match (tag, &mut self.table, &mut self.pull) {
            (Tag::Tr, Some(table), _) => table.row(),
            (Tag::Td | Tag::Th, Some(table), _) => {
                let span = self.page.raw_attribute(id, "colspan").and_then(|span| span.trim().parse().ok());
                table.cell(span.unwrap_or(1));
            }
            (Tag::Cite | Tag::Figcaption | Tag::Footer, None, Some(_)) => {
                self.border();
                if let Some(pull) = &mut self.pull {
                    pull.in_by = true;
                }
                return Some(Entered::By);
            }
            (Tag::Hr, ..) => {
                self.border();
                return None;
            }
            (Tag::Pre, ..) => {
                self.border();
                let style = self.style;
                self.style.code = true;
                return Some(Entered::Style(style));
            }
            _ => {}
        }
        self.enter_inline(id, tag)
    }

    fn enter_inline(&mut self, id: NodeId, tag: Tag) -> Option<Entered> {
        match tag {
            Tag::A => {
                let style = self.style;
                self.link(id);
                Some(Entered::Style(style))
            }
            Tag::Q => {
                let style = self.style;
                self.text("“");
                Some(Entered::Quoted(style))
            }
            Tag::Br => {
                self.line_break();
                None
            }
            Tag::Img => {
                self.picture(id);
                None
            }
            Tag::Iframe => {
                let found = ["src", "data-src", "data-lazy-src"]
                    .into_iter()
                    .find_map(|name| player_address(&self.page.attribute(id, name)?, self.base));
                if let Some(address) = found {
                    let words = self.page.attribute(id, "title").map(|title| one_line(&title)).unwrap_or_default();
                    self.link_alone(&address, &words);
                }
                None
            }
            Tag::Video | Tag::Audio => {
                self.medium(id);
                None
            }
            Tag::Noscript if !self.page.below(id).any(|child| self.page.tag(child) == Tag::Img) => None,
            _ if tag.is_block() => {
                self.border();
                Some(Entered::Border)
            }
            _ => {
                let style = self.style;
                self.style = inside(self.page, id, tag, style);
                Some(Entered::Style(style))
            }
        }
    }

    fn leave(&mut self, entered: Entered) {
        match entered {
            Entered::Border => self.border(),
            Entered::Style(style) => self.style = style,
            Entered::Quoted(style) => {
                self.text("”");
                self.style = style;
            }
            Entered::Strict => {
                self.border();
                self.strict = self.strict.saturating_sub(1);
            }
            Entered::Heading => {
                self.border();
                self.heading = None;
                self.strict = self.strict.saturating_sub(1);
                self.show_waiting();
            }
            Entered::To(depth) => {
                self.border();
                self.blocks.end_to(depth);
            }
            Entered::List(depth) => {
                self.border();
                self.lists.pop();
                self.blocks.end_to(depth);
            }
            Entered::Item(depth) => {
                self.border();
                self.strict = self.strict.saturating_sub(1);
                let is_begun = self.blocks.item_is_begun();
                if let Some((list, _)) = self.lists.last_mut().filter(|_| is_begun) {
                    list.next = list.next.saturating_add(1);
                }
                self.blocks.end_to(depth);
            }
            Entered::Word(depth) => {
                self.border();
                self.strict = self.strict.saturating_sub(1);
                let is_begun = self.blocks.item_is_begun();
                if let Some(list) = self.word.last_mut().filter(|_| is_begun) {
                    list.next = list.next.saturating_add(1);
                }
                self.blocks.end_to(depth);
            }
            Entered::Table => {
                if let Some(table) = self.table.take() {
                    self.write_table(table);
                }
                self.show_waiting();
            }
            Entered::By => {
                self.border();
                if let Some(pull) = &mut self.pull {
                    pull.in_by = false;
                }
            }
            Entered::Pull => {
                self.border();
                if let Some(pull) = self.pull.take() {
                    self.write_pull(&pull.words.join("\n\n"), &pull.by.join(" "));
                }
                self.show_waiting();
            }
        }
    }

    fn list(&mut self, is_ordered: bool, start: u32) -> Entered {
        let depth = self.blocks.depth();
        // A list beside the entries of another belongs to the entry before it.
        if let Some((around, at)) = self.lists.last()
            && *at == depth
        {
            self.blocks.reopen_item(around);
        }
        let list = self.blocks.list(is_ordered, start);
        self.lists.push((list, self.blocks.depth()));
        Entered::List(depth)
    }

    fn item(&mut self) -> Entered {
        let depth = self.blocks.depth();
        if self.lists.is_empty() {
            // An entry of no list: one that is never ended.
            self.lists.push((self.blocks.list(false, 1), depth));
        }
        if depth < MOST_DEPTH
            && let Some((list, _)) = self.lists.last()
        {
            self.blocks.begin_item(list);
        }
        Entered::Item(depth)
    }

    fn word_item(&mut self, level: usize, is_ordered: bool) -> Entered {
        let depth = self.blocks.depth();
        if self.word.first().is_some_and(|list| !self.blocks.ends_with(list)) {
            self.word.clear();
        }
        self.word.truncate(level);
        for list in self.word.iter().take(level - 1) {
            self.blocks.reopen_item(list);
        }
        if self.word.len() < level {
            self.word.push(self.blocks.list(is_ordered, 1));
        }
        if self.blocks.depth() < MOST_DEPTH
            && let Some(list) = self.word.last()
        {
            self.blocks.begin_item(list);
        }
        Entered::Word(depth)
    }

    pub(super) fn written(&self, line: &Line) -> String {
        inline::write(line, &self.addresses, false)
    }

    pub(super) fn is_flat(&self) -> bool {
        self.table.is_some() || self.pull.is_some()
    }

    pub(super) fn fault(&mut self, words: String) {
        if self.faults.len() < 100 && !self.faults.contains(&words) {
            self.faults.push(words);
        }
    }
}
