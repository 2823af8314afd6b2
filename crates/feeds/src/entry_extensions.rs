//! What do extensions say about an entry?
//!
//! Dublin Core, iTunes and Podcasting 2.0, `content:encoded`, comments, threads, licences, and sitemaps' own elements.

use crate::channel;
use crate::entry::{Reading, yes_or_no};
use crate::media;
use crate::name::{Name, Space};
use crate::people;
use crate::tree::Node;
use crate::words::Words;

impl<'a> Reading<'_, 'a> {
    pub fn dublin(&mut self, at: usize, node: &Node<'a>) {
        match node.name {
            Name::Title => {
                let (title, html, _) = Words::of(self.document, node).title();
                self.fallbacks.title = Some((title, html)).filter(|(title, _)| !title.is_empty());
            }
            Name::Creator | Name::Author => {
                let author = people::person(self.document, self.tree, at);
                people::add(&mut self.entry.authors, author);
            }
            Name::Contributor => {
                let contributor = people::person(self.document, self.tree, at);
                people::add(&mut self.entry.contributors, contributor);
            }
            Name::Publisher => self.entry.publisher = people::from_text(&self.document.text(node)),
            Name::Date => {
                let date = self.date_of(node);
                self.fallbacks.published = date;
                self.fallbacks.updated = date;
            }
            Name::Issued => self.fallbacks.published = self.date_of(node).or(self.fallbacks.published),
            Name::Modified => self.entry.updated = self.entry.updated.or(self.date_of(node)),
            Name::Created => self.entry.created = self.date_of(node),
            Name::Subject => self.category(node),
            Name::Language => self.entry.language = channel::tag(self.document, node),
            Name::Rights => {
                self.entry.rights = Some(Words::of(self.document, node).html()).filter(|text| !text.is_empty());
            }
            Name::Description | Name::Abstract => {
                let text = Words::of(self.document, node).description();
                self.fallbacks.summary = Some(text).filter(|text| !text.is_empty());
            }
            Name::Source => self.source(at, node),
            Name::Identifier => self.fallbacks.id = self.fallbacks.id.take().or_else(|| self.document.some_text(node)),
            _ => {}
        }
    }

    pub fn podcast(&mut self, at: usize, node: &Node<'a>) {
        let number = || self.document.text(node).parse().ok();
        match node.name {
            Name::Author => people::add(&mut self.fallbacks.authors, people::from_text(&self.document.text(node))),
            Name::Summary => {
                self.fallbacks.summary = self.fallbacks.summary.take().or_else(|| self.document.some_text(node))
            }
            Name::Subtitle => self.fallbacks.subtitle = self.document.some_text(node),
            Name::Title => {
                let (title, html, _) = Words::of(self.document, node).title();
                self.fallbacks.title.get_or_insert((title, html));
            }
            Name::Duration => self.entry.duration_seconds = media::duration(&self.document.text(node)),
            Name::Season => self.entry.season = number(),
            Name::Episode => self.entry.episode = number(),
            Name::Explicit => self.entry.explicit = yes_or_no(&self.document.text(node)),
            Name::Image => {
                let picture =
                    media::picture(self.document, node, "href").or_else(|| media::picture(self.document, node, "url"));
                picture.into_iter().for_each(|picture| media::add_picture(&mut self.entry, picture));
            }
            Name::Keywords => self.keywords(node),
            Name::Person => people::add(&mut self.entry.contributors, people::from_text(&self.document.text(node))),
            Name::Category => self.nested_categories(at),
            _ => {}
        }
    }

    /// iTunes puts a category inside its parent.
    fn nested_categories(&mut self, at: usize) {
        let mut waiting = vec![at];
        while let Some(at) = waiting.pop() {
            let node = *self.tree.node(at);
            self.category(&node);
            waiting.extend(self.tree.inside(at));
        }
    }

    pub fn extension(&mut self, node: &Node<'a>) {
        match (node.space, node.name) {
            (Space::Content, Name::Encoded) | (Space::Xhtml, Name::Body) => self.content(node),
            (Space::Xhtml, _) if self.entry.content.is_none() => self.content(node),
            (Space::Wfw, Name::CommentRss) => self.entry.comments_feed = self.address(node, &self.document.text(node)),
            (Space::Thread, Name::InReplyTo) => {
                let value = self.document.attribute(node, "href").or_else(|| self.document.attribute(node, "ref"));
                self.entry.in_reply_to = value.map(|value| value.into_owned());
            }
            (Space::Feedburner, Name::OrigLink) => {
                self.fallbacks.original_link = self.address(node, &self.document.text(node));
            }
            (Space::Licence, Name::License) => {
                let value = self.document.attribute(node, "resource").map(|value| value.into_owned());
                self.entry.licence = value.or_else(|| self.document.some_text(node));
            }
            (_, Name::Encoded) => self.content(node),
            _ => {}
        }
    }

    pub fn sitemap(&mut self, at: usize, node: &Node<'a>) {
        match node.name {
            Name::Loc => {
                let text = self.document.text(node).into_owned();
                self.link(node, &text);
            }
            Name::LastMod => self.entry.updated = self.date_of(node),
            Name::News => {
                for inside in self.tree.inside(at) {
                    let part = *self.tree.node(inside);
                    match part.name {
                        Name::Title => self.title(&part),
                        Name::Published => self.entry.published = self.date_of(&part),
                        Name::Keywords => self.keywords(&part),
                        Name::Publication => self.publication(inside),
                        _ => {}
                    }
                }
            }
            Name::Image => {
                let loc = self.tree.inside(at).find(|inside| self.tree.node(*inside).name == Name::Loc);
                let url = loc.and_then(|at| self.address(node, &self.document.text(self.tree.node(at))));
                if let Some(url) = url {
                    media::add_picture(&mut self.entry, model::Picture { url, ..Default::default() });
                }
            }
            _ => {}
        }
    }

    fn publication(&mut self, at: usize) {
        for inside in self.tree.inside(at) {
            let part = self.tree.node(inside);
            match part.name {
                Name::Named => self.entry.source_title = self.document.some_text(part),
                Name::Language => self.entry.language = channel::tag(self.document, part),
                _ => {}
            }
        }
    }
}
