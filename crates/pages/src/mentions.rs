//! Where a page wants to be told of links to it, and whether it links somewhere (W3C Webmention, 2017).

use url::Url;

use crate::discover::base_of;
use crate::dom::{self, Tag};

/// The page's own word on where to tell of links to it: the first `link` or `a` with that relation (3.1.2). An empty
/// address is the page itself.
pub fn mention_endpoint(bytes: &[u8], content_type: Option<&str>, found_at: &Url) -> Option<String> {
    let text = crate::decode(bytes, content_type);
    let page = dom::parse(&text);
    let base = base_of(&page, Some(found_at))?;
    for (id, node) in page.nodes.iter().enumerate() {
        if !matches!(node.tag, Tag::Link | Tag::A) {
            continue;
        }
        let rel = page.attribute(id, "rel").unwrap_or_default().to_ascii_lowercase();
        if rel.split_ascii_whitespace().any(|one| one == "webmention")
            && let Some(href) = page.attribute(id, "href")
        {
            let endpoint = base.join(href.trim()).ok()?;
            return matches!(endpoint.scheme(), "http" | "https").then(|| endpoint.into());
        }
    }
    None
}

/// Does the page lead to `target`, or show it? What stands behind `#` does not count.
pub fn links_to(bytes: &[u8], content_type: Option<&str>, found_at: &Url, target: &Url) -> bool {
    let text = crate::decode(bytes, content_type);
    let page = dom::parse(&text);
    let base = base_of(&page, Some(found_at));
    let bare = |mut url: Url| {
        url.set_fragment(None);
        url
    };
    let wanted = bare(target.clone());
    (0..page.nodes.len()).any(|id| {
        ["href", "src", "cite"].iter().any(|name| {
            let said = page.attribute(id, name);
            let leads = said.and_then(|said| match &base {
                Some(base) => base.join(said.trim()).ok(),
                None => Url::parse(said.trim()).ok(),
            });
            leads.is_some_and(|url| bare(url) == wanted)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_it_wants_to_be_told() {
        let at = Url::parse("https://a.example/post/1").unwrap();
        for (html, want) in [
            ("<link rel=webmention href=/mention>", Some("https://a.example/mention")),
            ("<link rel='x WebMention' href='https://m.example/?to=1&amp;x=2'>", Some("https://m.example/?to=1&x=2")),
            ("<body><a rel=webmention href=''>", Some("https://a.example/post/1")),
            ("<base href='/b/'><a rel=webmention href=m>", Some("https://a.example/b/m")),
            ("<link rel=webmention><a rel=webmention href=second>", Some("https://a.example/post/second")),
            ("<!-- <link rel=webmention href=/no> -->", None),
            ("&lt;link rel=webmention href=/no&gt;", None),
            ("<link rel=webmention href='javascript:alert(1)'>", None),
            ("<link rel=not-webmention href=/no>", None),
            ("", None),
        ] {
            assert_eq!(mention_endpoint(html.as_bytes(), None, &at).as_deref(), want, "{html}");
        }
    }

    #[test]
    fn a_link_counts_where_it_is_one() {
        let at = Url::parse("https://a.example/post/1").unwrap();
        let target = Url::parse("https://news.example/article/7-x").unwrap();
        for (html, links) in [
            ("<a href='https://news.example/article/7-x'>", true),
            ("<a href='https://news.example/article/7-x#comments'>", true),
            ("<blockquote cite='https://news.example/article/7-x'>", true),
            ("<a href='https://news.example/article/7-x?y'>", false),
            ("<a href='https://news.example/article/77-x'>", false),
            ("<!-- <a href='https://news.example/article/7-x'> -->", false),
            ("https://news.example/article/7-x", false),
        ] {
            assert_eq!(links_to(html.as_bytes(), None, &at, &target), links, "{html}");
        }
    }
}
