//! What is not an item: the site, its authors, its terms.

use std::ops::ControlFlow;

use model::Language;

use super::names::Frame;
use super::{Collected, Fields, Record, of};
use crate::words::{percent_decoded, plain};
use crate::{Author, Part, Section, Site, Tag};

impl Collected<'_, '_> {
    pub fn site(&mut self, fields: Fields) -> ControlFlow<()> {
        let version = of(&fields, "wxr_version");
        let known = matches!(version, "1.0" | "1.1" | "1.2");
        if !known {
            let words = match version {
                "" => "It does not say which version of WordPress's format it has; it was read as 1.2.".to_owned(),
                odd => format!("Its version “{}” is not one of WordPress's format; it was read as 1.2.", short(odd)),
            };
            self.summary.unreadable("the export", words);
        }
        let address = ["base_blog_url", "base_site_url", "link"].into_iter().map(|name| of(&fields, name));
        let site = Site {
            title: plain(of(&fields, "title")),
            address: address.into_iter().find(|address| !address.is_empty()).unwrap_or("").to_owned(),
            about: plain(of(&fields, "description")),
            language: Language::from_tag(of(&fields, "language")),
            format: format!("WordPress {}", if known { version } else { "" }).trim_end().to_owned(),
        };
        self.hand_over(Part::Site(site))
    }

    pub fn other(&mut self, record: Record) -> ControlFlow<()> {
        let fields = &record.fields;
        match record.frame {
            Frame::Author => {
                let names = [of(fields, "author_first_name"), of(fields, "author_last_name")].join(" ");
                let shown = plain(of(fields, "author_display_name"));
                let login = of(fields, "author_login").to_owned();
                if login.is_empty() {
                    self.summary.unreadable(&format!("line {}", record.line), "An author has no name to sign in with.");
                }
                let name = [shown, plain(&names)].into_iter().find(|name| !name.is_empty());
                let author = Author {
                    name: name.unwrap_or_else(|| login.clone()),
                    address: of(fields, "author_email").to_owned(),
                    login,
                    ..Author::default()
                };
                self.author(author)
            }
            Frame::Category => self.section(Section {
                key: slug(of(fields, "category_nicename")),
                name: plain(of(fields, "cat_name")),
                parent: slug(of(fields, "category_parent")),
                about: plain(of(fields, "category_description")),
            }),
            Frame::Tag => self.tag(Tag {
                key: slug(of(fields, "tag_slug")),
                name: plain(of(fields, "tag_name")),
                about: plain(of(fields, "tag_description")),
            }),
            Frame::Term => {
                let (key, name) = (slug(of(fields, "term_slug")), plain(of(fields, "term_name")));
                let about = plain(of(fields, "term_description"));
                match self.term_kind(of(fields, "term_taxonomy"), &name) {
                    TermKind::Section => {
                        let parent = slug(of(fields, "term_parent"));
                        self.section(Section { key, name, parent, about })
                    }
                    TermKind::Tag => self.tag(Tag { key, name, about }),
                    TermKind::Neither => ControlFlow::Continue(()),
                }
            }
            Frame::Item | Frame::Meta | Frame::Comment | Frame::Aside => ControlFlow::Continue(()),
        }
    }

    /// What a taxonomy's terms become here; what is said about it is said once.
    pub fn term_kind(&mut self, taxonomy: &str, name: &str) -> TermKind {
        match taxonomy {
            "category" => return TermKind::Section,
            "tag" | "post_tag" => return TermKind::Tag,
            // How menus and looks are kept there: nothing that a reader would miss.
            "" | "nav_menu" | "post_format" | "wp_theme" | "wp_template_part_area" | "link_category" => {
                return TermKind::Neither;
            }
            _ => {}
        }
        if super::is_new(&mut self.told.kinds, taxonomy) {
            let words = format!("Terms of the kind “{}” are brought over as tags.", short(taxonomy));
            self.summary.changed(name, words);
        }
        TermKind::Tag
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermKind {
    Section,
    Tag,
    Neither,
}

/// Slugs of other scripts come as percents.
pub fn slug(written: &str) -> String {
    percent_decoded(written.trim())
}

fn short(text: &str) -> &str {
    crate::words::cut(text, 60)
}
