//! The elements we know, as small numbers, and what kind each of them is.

use std::sync::LazyLock;

macro_rules! tags {
    ($($tag:ident $name:literal),* $(,)?) => {
        /// An element's name. `Text`, `Root` and `Other` are ours; everything else is HTML's.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Tag { $($tag),* }

        impl Tag {
            const ALL: &[(Tag, &str)] = &[$((Tag::$tag, $name)),*];
        }
    };
}

tags! {
    Root "#root", Text "#text", Other "#other",
    A "a", Abbr "abbr", Acronym "acronym", Address "address", Amp "amp-img", Applet "applet", Area "area",
    Article "article", Aside "aside", Audio "audio", B "b", Base "base", Bdi "bdi", Bdo "bdo", Big "big",
    Blockquote "blockquote", Body "body", Br "br", Button "button", Canvas "canvas", Caption "caption",
    Center "center", Cite "cite", Code "code", Col "col", Colgroup "colgroup", Dd "dd", Del "del",
    Details "details", Dfn "dfn", Dialog "dialog", Dir "dir", Div "div", Dl "dl", Dt "dt", Em "em", Embed "embed",
    Fieldset "fieldset", Figcaption "figcaption", Figure "figure", Font "font", Footer "footer", Form "form",
    Frame "frame", Frameset "frameset", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head",
    Header "header", Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Image "image",
    Input "input", Ins "ins", Kbd "kbd", Label "label", Legend "legend", Li "li", Link "link", Listing "listing",
    Main "main", Map "map", Mark "mark", Marquee "marquee", Math "math", Menu "menu", Meta "meta", Nav "nav",
    Nobr "nobr", Noembed "noembed", Noframes "noframes", Noscript "noscript", Object "object", Ol "ol",
    Optgroup "optgroup", Option "option", P "p", Param "param", Picture "picture", Pre "pre",
    Progress "progress", Q "q", Rp "rp", Rt "rt", Ruby "ruby", S "s", Samp "samp", Script "script",
    Search "search", Section "section", Select "select", Small "small", Source "source", Span "span",
    Strike "strike", Strong "strong", Style "style", Sub "sub", Summary "summary", Sup "sup", Svg "svg",
    Table "table", Tbody "tbody", Td "td", Template "template", Textarea "textarea", Tfoot "tfoot", Th "th",
    Thead "thead", Time "time", Title "title", Tr "tr", Track "track", Tt "tt", U "u", Ul "ul", Var "var",
    Video "video", Wbr "wbr", Xmp "xmp",
}

/// Names sorted by length, then alphabet, so that a look-up compares few of them.
static BY_NAME: LazyLock<Vec<(&'static str, Tag)>> = LazyLock::new(|| {
    let mut names: Vec<(&str, Tag)> = Tag::ALL.iter().map(|&(tag, name)| (name, tag)).collect();
    names.sort_by_key(|&(name, _)| (name.len(), name));
    names
});

impl Tag {
    /// The tag of a name in any case; `Other` for names that mean nothing to us.
    pub fn from_name(name: &str) -> Tag {
        let mut lower = [0u8; 10];
        let Some(lower) = lower.get_mut(..name.len()) else { return Tag::Other };
        for (low, byte) in lower.iter_mut().zip(name.bytes()) {
            *low = byte.to_ascii_lowercase();
        }
        let wanted = (lower.len(), &*lower);
        let found = BY_NAME.binary_search_by(|(known, _)| (known.len(), known.as_bytes()).cmp(&wanted));
        found.ok().and_then(|at| BY_NAME.get(at)).map_or(Tag::Other, |&(_, tag)| tag)
    }

    pub fn name(self) -> &'static str {
        Tag::ALL.get(self as usize).map_or("", |&(_, name)| name)
    }

    /// Has no content and no end tag.
    pub fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Area | Base
                | Br
                | Col
                | Embed
                | Frame
                | Hr
                | Img
                | Image
                | Input
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// Its content is text whatever it looks like, up to its end tag.
    pub fn is_raw_text(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Textarea | Title | Iframe | Noembed | Noframes | Xmp)
    }

    /// Starts on a line of its own, and so ends an open paragraph.
    pub fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Center
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Html
                | Li
                | Listing
                | Main
                | Menu
                | Nav
                | Ol
                | P
                | Pre
                | Search
                | Section
                | Summary
                | Table
                | Tbody
                | Td
                | Tfoot
                | Th
                | Thead
                | Tr
                | Caption
                | Ul
                | Xmp
                | Root
        )
    }

    pub fn is_heading(self) -> bool {
        matches!(self, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
    }

    pub fn is_list(self) -> bool {
        matches!(self, Tag::Ul | Tag::Ol | Tag::Dir | Tag::Menu)
    }

    /// Nothing below it is meant to be read.
    pub fn is_unread(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Script
                | Style
                | Template
                | Svg
                | Math
                | Select
                | Option
                | Optgroup
                | Textarea
                | Button
                | Input
                | Title
                | Head
                | Noembed
                | Noframes
                | Frameset
                | Canvas
                | Applet
                | Object
                | Map
                | Progress
                | Xmp
                | Dialog
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn names_are_found_in_any_case() {
        for (name, tag) in [
            ("a", Tag::A),
            ("BlockQuote", Tag::Blockquote),
            ("figcaption", Tag::Figcaption),
            ("blink", Tag::Other),
            ("averyveryverylongname", Tag::Other),
            ("", Tag::Other),
        ] {
            assert_eq!(Tag::from_name(name), tag, "{name}");
        }
        for &(tag, name) in Tag::ALL {
            assert_eq!(Tag::from_name(name), tag);
            assert_eq!(tag.name(), name);
        }
    }
}
