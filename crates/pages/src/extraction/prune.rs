//! What inside the chosen element is not the article.

use std::collections::HashSet;

use super::measure::Measured;
use super::phrases::{is_byline, is_notice, leads_elsewhere, opens_appendix};
use crate::dom::{NodeId, Page, Tag, one_line};

/// Nodes to pass over: for what is shown, and in addition for the bare text.
pub struct Pruned {
    pub shown: Vec<bool>,
    pub text: Vec<bool>,
}

pub struct Pruning<'p, 'a> {
    page: &'p Page<'a>,
    measured: &'p Measured,
    top: NodeId,
    /// Titles as compared, see `essence`.
    titles: Vec<String>,
    /// Blocks that the page itself counts to its body; they are never passed over.
    listed: HashSet<NodeId>,
    pruned: Pruned,
    believes_names: bool,
    /// Worth of what went because of its name.
    dropped_by_name: f32,
}

/// Letters and digits in lower case: for comparing what is set in different type.
pub fn essence(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub fn prune(page: &Page, measured: &Measured, top: NodeId, titles: &[&str], listed: &[NodeId]) -> Pruned {
    let count = page.nodes.len();
    let mut pruning = Pruning {
        page,
        measured,
        top,
        titles: titles.iter().map(|title| essence(title)).filter(|title| !title.is_empty()).collect(),
        listed: listed.iter().copied().collect(),
        pruned: Pruned { shown: vec![false; count], text: vec![false; count] },
        believes_names: true,
        dropped_by_name: 0.0,
    };
    pruning.by_element();
    if pruning.dropped_by_name > measured.of(top).worth * 0.5 {
        // Names that speak against half of the article mean something else here.
        pruning.believes_names = false;
        pruning.pruned = Pruned { shown: vec![false; count], text: vec![false; count] };
        pruning.by_element();
    }
    pruning.by_line();
    pruning.by_appendix();
    pruning.edges();
    pruning.pruned
}

impl Pruning<'_, '_> {
    fn drop(&mut self, id: NodeId) {
        if let (Some(shown), Some(text)) = (self.pruned.shown.get_mut(id), self.pruned.text.get_mut(id)) {
            *shown = true;
            *text = true;
        }
    }

    fn is_dropped(&self, id: NodeId) -> bool {
        self.pruned.text.get(id).copied().unwrap_or(false)
    }

    /// Calls `decide` for every element that is still there, from the outside inwards.
    fn walk(&mut self, mut decide: impl FnMut(&mut Self, NodeId)) {
        let mut id = self.top + 1;
        while id < self.page.end(self.top) {
            if self.page.tag(id) != Tag::Text && !self.is_dropped(id) {
                decide(self, id);
            }
            id = if self.is_dropped(id) { self.page.end(id).max(id + 1) } else { id + 1 };
        }
    }

    /// Passages that are something else by their element, their name or their links.
    fn by_element(&mut self) {
        let whole = self.measured.of(self.top);
        let listed_before: Vec<NodeId> = {
            let mut sorted: Vec<NodeId> = self.listed.iter().copied().collect();
            sorted.sort_unstable();
            sorted
        };
        self.walk(|this, id| {
            let measure = this.measured.of(id);
            let tag = this.page.tag(id);
            let share = measure.letters as f32 / whole.letters.max(1) as f32;
            let worth = measure.worth.max(0.0) / whole.worth.max(1.0);
            let end = this.page.end(id);
            let at = listed_before.partition_point(|&block| block < id);
            let holds_listed = listed_before.get(at).is_some_and(|&block| block < end);
            if holds_listed {
                return;
            }
            if !tag.is_block() && this.is_within_sentence(id) {
                return;
            }
            if this.is_around(id, tag) && share < 0.4 && worth < 0.3 {
                this.dropped_by_name += measure.worth.max(0.0);
                return this.drop(id);
            }
            let role = measure.role;
            if matches!(tag, Tag::Iframe | Tag::Embed | Tag::Video | Tag::Audio) {
                // A player is something to show, its address nothing to read.
                if let Some(text) = this.pruned.text.get_mut(id) {
                    *text = true;
                }
                return;
            }
            if (tag == Tag::Figcaption || role.caption) && share < 0.3 {
                if let Some(text) = this.pruned.text.get_mut(id) {
                    *text = true;
                }
                return;
            }
            let comments = role.comments && share < 0.6 && worth < 0.4 && tag.is_block();
            let byline = role.byline && share < 0.2 && worth < 0.1;
            if (comments || byline) && this.believes_names {
                this.dropped_by_name += measure.worth.max(0.0);
                return this.drop(id);
            }
            if this.is_link_list(id, tag) || this.is_teaser(id, tag) {
                this.drop(id);
            }
        });
    }

    /// An inline element in the middle of a passage belongs to it, whatever its name.
    fn is_within_sentence(&self, id: NodeId) -> bool {
        let block = self.page.around(id).find(|&around| self.page.tag(around).is_block());
        let own = block.map_or(0, |block| self.measured.of(block).own);
        let inside = self.measured.of(id).letters;
        inside > 0 && own > inside + 10
    }

    /// Is what follows a heading a passage of its own, rather than the next entry of a list of links?
    fn heads_passage(&self, heading: NodeId) -> bool {
        let end = self.page.end(self.page.parent(heading));
        let mut blocks =
            (self.page.end(heading)..end).filter(|&id| self.page.tag(id).is_block() && self.measured.of(id).own > 0);
        blocks.next().is_some_and(|next| {
            let next = self.measured.of(next);
            next.own >= 140 && next.own_link_share() < 0.3
        })
    }

    fn is_around(&self, id: NodeId, tag: Tag) -> bool {
        let role = self.measured.of(id).role;
        if matches!(
            tag,
            Tag::Nav | Tag::Footer | Tag::Aside | Tag::Form | Tag::Menu | Tag::Header | Tag::Label | Tag::Fieldset
        ) {
            return true;
        }
        if self.page.raw_attribute(id, "role").is_some_and(|role| {
            matches!(
                role,
                "navigation" | "complementary" | "banner" | "contentinfo" | "dialog" | "search" | "menu" | "button"
            )
        }) {
            return true;
        }
        if self.page.raw_attribute(id, "aria-hidden") == Some("true") && tag != Tag::Img {
            return true;
        }
        role.around
            && self.believes_names
            && !matches!(tag, Tag::Em | Tag::Strong | Tag::B | Tag::I | Tag::Img | Tag::Br)
    }

    /// A block that is mostly links.
    fn is_link_list(&self, id: NodeId, tag: Tag) -> bool {
        let measure = self.measured.of(id);
        if !tag.is_block() || measure.letters == 0 {
            return false;
        }
        let links = measure.link_share();
        match tag {
            Tag::Ul | Tag::Ol | Tag::Dl | Tag::Dir => links > 0.6 && measure.letters < 3_000 || links > 0.85,
            Tag::Table | Tag::Tbody => links > 0.7,
            Tag::Li | Tag::Td | Tag::Tr | Tag::Th | Tag::Dd | Tag::Dt => false,
            Tag::P => links > 0.9 && measure.letters < 160 && measure.letters > 1 && !self.ends_sentence(id),
            tag if tag.is_heading() => links > 0.9 && !self.heads_passage(id),
            _ => links > 0.65,
        }
    }

    fn ends_sentence(&self, id: NodeId) -> bool {
        self.page.line(id).trim_end_matches(['"', '”', ')', '’']).ends_with(['.', ':', '?', '!'])
    }

    /// A small box that leads to another article: a linked heading with a line or two.
    fn is_teaser(&self, id: NodeId, tag: Tag) -> bool {
        let measure = self.measured.of(id);
        if !matches!(tag, Tag::Article | Tag::Div | Tag::Section | Tag::Li | Tag::A) || measure.letters > 700 {
            return false;
        }
        if tag == Tag::A {
            // A link around blocks is a card.
            return measure.letters > 0
                && self.page.below(id).any(|child| {
                    matches!(
                        self.page.tag(child),
                        Tag::Div | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::P | Tag::Section | Tag::Article
                    )
                });
        }
        measure.link_share() > 0.2
            && self.page.below(id).any(|child| {
                let inner = self.measured.of(child);
                self.page.tag(child).is_heading() && inner.letters > 12 && inner.link_share() > 0.85
            })
    }

    /// Lines that say of themselves that they are something else.
    fn by_line(&mut self) {
        self.walk(|this, id| {
            let tag = this.page.tag(id);
            let measure = this.measured.of(id);
            if !tag.is_block() || measure.letters == 0 || measure.letters > 260 || this.listed.contains(&id) {
                return;
            }
            let holds_blocks = this.page.below(id).any(|child| this.page.tag(child).is_block());
            if holds_blocks {
                return;
            }
            let line = this.page.line(id).to_lowercase();
            let linked = measure.linked > 0;
            let elsewhere = leads_elsewhere(&line) && (measure.link_share() > 0.35 || linked && measure.letters < 120);
            let notice =
                is_notice(&line) && measure.letters < 200 && (linked || measure.letters < 90 || line.starts_with('©'));
            let title = tag.is_heading() && this.is_title(&line);
            if elsewhere || notice || title {
                this.drop(id);
            }
        });
    }

    fn is_title(&self, line: &str) -> bool {
        let essence = essence(line);
        self.titles.iter().any(|title| *title == essence || essence.len() > 20 && title.contains(&essence))
    }

    /// From a heading such as "Related stories" on, what follows beside it goes too.
    fn by_appendix(&mut self) {
        let whole = self.measured.of(self.top).worth.max(1.0);
        let mut opened: Vec<NodeId> = Vec::new();
        self.walk(|this, id| {
            let tag = this.page.tag(id);
            let measure = this.measured.of(id);
            let is_line = tag.is_heading() || matches!(tag, Tag::P | Tag::Div | Tag::Strong | Tag::B | Tag::Span);
            if is_line
                && measure.letters > 2
                && measure.letters < 60
                && opens_appendix(&one_line(&this.page.line(id)).to_lowercase())
            {
                opened.push(id);
            }
        });
        for heading in opened.into_iter().take(20) {
            let is_heading = self.page.tag(heading).is_heading();
            // The heading may be wrapped: what counts is what stands beside the wrapper.
            let mut wrapped = heading;
            while self.page.parent(wrapped) != self.top
                && self.measured.of(self.page.parent(wrapped)).letters == self.measured.of(heading).letters
            {
                wrapped = self.page.parent(wrapped);
            }
            let parent = self.page.parent(wrapped);
            let following: Vec<NodeId> = self.page.children(parent).filter(|&child| child > wrapped).collect();
            let mut group = vec![wrapped];
            for &child in &following {
                if is_heading && self.page.tag(child).is_heading() {
                    break;
                }
                group.push(child);
            }
            let worth: f32 = group.iter().map(|&id| self.measured.of(id).worth.max(0.0)).sum();
            let letters: u32 = group.iter().map(|&id| self.measured.of(id).letters).sum();
            let linked: u32 = group.iter().map(|&id| self.measured.of(id).linked).sum();
            let leads_away = linked as f32 > 0.3 * letters as f32;
            if worth < whole * 0.12 || leads_away && worth < whole * 0.3 {
                group.into_iter().for_each(|id| self.drop(id));
            } else {
                self.drop(heading);
                let next = following.into_iter().find(|&child| self.measured.of(child).letters > 0);
                if let Some(next) = next.filter(|&next| self.measured.of(next).link_share() > 0.4) {
                    self.drop(next);
                }
            }
        }
    }

    /// Short lines before the first passage (bylines, dates) and after the last one.
    fn edges(&mut self) {
        let Some((first, last)) = self.passages() else { return };
        let blocks = self.blocks();
        let measured = self.measured;
        let own = |id: &NodeId| measured.of(*id).own;
        let all: u32 = blocks.iter().map(own).sum();
        let listed: Vec<NodeId> = blocks.iter().copied().filter(|id| self.listed.contains(id)).collect();
        if let (Some(&start), Some(&end)) = (listed.first(), listed.last())
            && listed.iter().map(own).sum::<u32>() * 5 >= all * 4
        {
            // The page lists as good as all of this as its body: what stands before and after is not of it.
            for &id in blocks.iter().filter(|&&id| self.page.end(id) <= start || id > end) {
                self.drop_own(id);
            }
            return;
        }
        let short: Vec<NodeId> = blocks.iter().copied().filter(|id| own(id) < 160).collect();
        for &id in short.iter().filter(|&&id| self.page.end(id) <= first).take(12) {
            let line = self.page.line(id).to_lowercase();
            let measure = self.measured.of(id);
            let linked = measure.own_link_share() > 0.5;
            if is_byline(&line) || linked || self.is_title(&line) {
                self.drop_own(id);
            }
        }
        for &id in short.iter().filter(|&&id| id > last) {
            let measure = self.measured.of(id);
            let line = self.page.line(id).to_lowercase();
            if measure.own_link_share() > 0.5 || is_byline(&line) || self.page.tag(id).is_heading() {
                self.drop_own(id);
            }
        }
    }

    /// Where the words of the first and of the last long passage stand.
    fn passages(&self) -> Option<(NodeId, NodeId)> {
        let mut found: Option<(NodeId, NodeId)> = None;
        let mut id = self.top + 1;
        while id < self.page.end(self.top) {
            if self.is_dropped(id) || self.measured.of(id).dead {
                id = self.page.end(id).max(id + 1);
                continue;
            }
            if self.page.tag(id) == Tag::Text && self.measured.of(id).letters > 0 {
                let block = self.page.around(id).find(|&around| self.page.tag(around).is_block()).unwrap_or(self.top);
                let measure = self.measured.of(block);
                if measure.own >= 100 && measure.own_link_share() < 0.4 && !self.page.tag(block).is_heading()
                    || self.listed.contains(&block)
                {
                    found = Some((found.map_or(id, |(first, _)| first), id));
                }
            }
            id += 1;
        }
        found
    }

    /// A block may hold others: then only its own words go.
    fn drop_own(&mut self, id: NodeId) {
        if self.listed.contains(&id) {
            return;
        }
        if self.measured.of(id).letters == self.measured.of(id).own {
            return self.drop(id);
        }
        for child in self.page.children(id).collect::<Vec<_>>() {
            if self.page.tag(child) == Tag::Text
                || !self.page.below(child).any(|inner| self.page.tag(inner).is_block())
                    && !self.page.tag(child).is_block()
            {
                self.drop(child);
            }
        }
    }

    /// Blocks with words of their own that are still there, in order.
    fn blocks(&self) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut id = self.top;
        while id < self.page.end(self.top) {
            if self.is_dropped(id) || self.measured.of(id).dead {
                id = self.page.end(id).max(id + 1);
                continue;
            }
            if self.page.tag(id) != Tag::Text
                && self.measured.of(id).own > 0
                && (self.page.tag(id).is_block() || id == self.top)
            {
                found.push(id);
            }
            id += 1;
        }
        found
    }
}
