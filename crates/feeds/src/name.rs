//! What is this element called, whatever prefix it wears?

/// The vocabularies that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// RSS of any version, and names without a namespace.
    Rss,
    Atom,
    Rdf,
    /// Dublin Core, its terms included.
    Dublin,
    Content,
    Itunes,
    Media,
    Podcast,
    Thread,
    Syndication,
    Wfw,
    Xhtml,
    News,
    Sitemap,
    SitemapImage,
    Licence,
    Feedburner,
    Other,
}

impl Space {
    pub fn of_address(address: &str) -> Space {
        let lower = address.trim().trim_end_matches(['/', '#']).to_ascii_lowercase();
        let plain = lower.trim_start_matches("http://").trim_start_matches("https://").trim_start_matches("www.");
        match plain {
            "w3.org/2005/atom" | "purl.org/atom/ns" | "purl.org/atom" | "purl.org/net/rss1.1/payload" => Space::Atom,
            "w3.org/1999/02/22-rdf-syntax-ns" => Space::Rdf,
            "purl.org/rss/1.0/modules/content" => Space::Content,
            "itunes.com/dtds/podcast-1.0.dtd" | "example.com/dtds/podcast-1.0.dtd" => Space::Itunes,
            "search.yahoo.com/mrss" | "search.yahoo.com/mrss/1.0" | "tools.search.yahoo.com/mrss" => Space::Media,
            "purl.org/syndication/thread/1.0" => Space::Thread,
            "purl.org/rss/1.0/modules/syndication" => Space::Syndication,
            "wellformedweb.org/commentapi" => Space::Wfw,
            "w3.org/1999/xhtml" | "w3.org/tr/xhtml1" => Space::Xhtml,
            "rssnamespace.org/feedburner/ext/1.0" => Space::Feedburner,
            _ if plain.starts_with("purl.org/dc/") => Space::Dublin,
            _ if plain.starts_with("purl.org/atom/") => Space::Atom,
            _ if plain.starts_with("search.yahoo.com/mrss") || plain.starts_with("video.search.yahoo.com/mrss") => {
                Space::Media
            }
            _ if plain.contains("podcast-1.0.dtd") => Space::Itunes,
            _ if plain.starts_with("podcastindex.org/namespace") || plain.contains("podcastindex-org") => {
                Space::Podcast
            }
            _ if plain.starts_with("google.com/schemas/sitemap-news") => Space::News,
            _ if plain.starts_with("google.com/schemas/sitemap-image") => Space::SitemapImage,
            _ if plain.starts_with("sitemaps.org/schemas/sitemap") => Space::Sitemap,
            _ if plain.starts_with("google.com/schemas/sitemap") => Space::Sitemap,
            _ if plain.contains("creativecommonsrssmodule") || plain.starts_with("web.resource.org/cc") => {
                Space::Licence
            }
            _ if is_rss(plain) && !plain.contains("/modules/") => Space::Rss,
            _ => Space::Other,
        }
    }

    /// A prefix that nobody declared means what it usually means.
    pub fn of_usual_prefix(prefix: &str) -> Space {
        match prefix {
            "rss" => Space::Rss,
            "atom" | "atom10" | "atom03" | "a10" => Space::Atom,
            "rdf" => Space::Rdf,
            "dc" | "dcterms" | "dct" => Space::Dublin,
            "content" => Space::Content,
            "itunes" => Space::Itunes,
            "media" => Space::Media,
            "podcast" => Space::Podcast,
            "thr" => Space::Thread,
            "sy" => Space::Syndication,
            "wfw" => Space::Wfw,
            "xhtml" | "html" => Space::Xhtml,
            "feedburner" => Space::Feedburner,
            "creativecommons" | "creativeCommons" | "cc" => Space::Licence,
            _ => Space::Other,
        }
    }
}

fn is_rss(address: &str) -> bool {
    [
        "purl.org/rss",
        "purl.org/net/rss",
        "my.netscape.com",
        "backend.userland.com",
        "blogs.law.harvard.edu/tech/rss",
        "channel.netscape.com",
    ]
    .iter()
    .any(|start| address.starts_with(start))
}

macro_rules! names {
    ($($name:ident $($word:literal)+),* $(,)?) => {
        /// The local name, letter case ignored.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Name { $($name,)* Unknown }

        impl Name {
            pub fn of(local: &str) -> Name {
                const LONGEST: usize = 24;
                let mut lower = [0u8; LONGEST];
                let Some(room) = lower.get_mut(..local.len()) else { return Name::Unknown };
                room.copy_from_slice(local.as_bytes());
                room.make_ascii_lowercase();
                match &*room {
                    $($($word)|+ => Name::$name,)*
                    _ => Name::Unknown,
                }
            }
        }
    };
}

names! {
    Abstract b"abstract", Adult b"adult", Author b"author", Block b"block", Body b"body", Category b"category", Channel b"channel",
    Cloud b"cloud", Comments b"comments", CommentRss b"commentrss", Content b"content", Contributor b"contributor",
    Copyright b"copyright", Created b"created", Creator b"creator", Credit b"credit", Date b"date", Day b"day",
    Description b"description", Docs b"docs", Duration b"duration", Email b"email", Enclosure b"enclosure",
    Encoded b"encoded", Entry b"entry", Episode b"episode", Explicit b"explicit", Feed b"feed", Fulltext b"fulltext" b"fullitem",
    Generator b"generator", Group b"group", Guid b"guid", Hour b"hour", Height b"height", Icon b"icon", Id b"id",
    Identifier b"identifier", Image b"image", Info b"info", InReplyTo b"in-reply-to", Issued b"issued" b"available",
    Item b"item", Items b"items", Keywords b"keywords", Language b"language", LastBuildDate b"lastbuilddate",
    LastMod b"lastmod", License b"license" b"licence", Link b"link", Loc b"loc", Logo b"logo",
    ManagingEditor b"managingeditor", Modified b"modified", Named b"name", News b"news", OrigLink b"origlink",
    Owner b"owner", Person b"person", Pubdate b"pubdate" b"publicationdate", Publication b"publication", Published b"published" b"publication_date",
    Publisher b"publisher", Rating b"rating", Rdf b"rdf", Rights b"rights", Rss b"rss", Season b"season", SkipDays b"skipdays",
    SkipHours b"skiphours", Source b"source", Subject b"subject", Subtitle b"subtitle", Summary b"summary",
    Tagline b"tagline", TextInput b"textinput", Thumbnail b"thumbnail", Title b"title", Transcript b"transcript",
    Chapters b"chapters", Ttl b"ttl", UpdateFrequency b"updatefrequency", UpdatePeriod b"updateperiod", Updated b"updated",
    Uri b"uri" b"url" b"homepage", UrlSet b"urlset", Webmaster b"webmaster", Width b"width", Longdesc b"full-text",
}

#[cfg(test)]
mod tests {
    use super::{Name, Space};

    #[test]
    fn addresses_of_namespaces_are_read_as_people_write_them() {
        for (address, want) in [
            ("http://www.w3.org/2005/Atom", Space::Atom),
            ("https://www.w3.org/2005/Atom/", Space::Atom),
            ("http://purl.org/atom/ns#", Space::Atom),
            ("http://purl.org/dc/elements/1.1/", Space::Dublin),
            ("http://www.itunes.com/DTDs/PodCast-1.0.dtd", Space::Itunes),
            ("http://search.yahoo.com/mrss", Space::Media),
            ("http://my.netscape.com/rdf/simple/0.9/", Space::Rss),
            ("urn:else", Space::Other),
        ] {
            assert_eq!(Space::of_address(address), want, "{address}");
        }
        assert_eq!(Name::of("PubDate"), Name::Pubdate);
        assert_eq!(Name::of("a-name-that-is-much-longer-than-any"), Name::Unknown);
    }
}
