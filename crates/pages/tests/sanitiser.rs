//! What strangers may send, and what readers may be shown of it.

#![allow(clippy::unwrap_used)]

mod judge;

use judge::dangers;
use pages::clean;
use proptest::prelude::*;
use url::Url;

fn check(html: &str, want: &str) {
    let base = Url::parse("https://town.example/news/1").ok();
    let once = clean(html, base.as_ref());
    assert_eq!(once.html, want, "cleaning {html}");
    assert_eq!(clean(&once.html, None).html, once.html, "cleaning twice {html}");
    assert_eq!(dangers(&once.html), [""; 0], "judging {html}");
}

#[test]
fn what_a_reader_needs_is_kept() {
    for (html, want) in [
        ("Hello <b>world</b>", "<p>Hello <strong>world</strong></p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("one<br><br>two<br>three<br>", "<p>one</p><p>two<br>three</p>"),
        ("<h1 class=x id=y style=z onclick=w>Head</h1>", "<h2>Head</h2>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<ul>loose<ul><li>in</ul></ul>", "<ul><li>loose</li><li><ul><li>in</li></ul></li></ul>"),
        ("<ol start=3><li>c</ol>", "<ol start=\"3\"><li>c</li></ol>"),
        (
            "<a href=/x><h3>T</h3><p>t</p></a>",
            "<h3><a href=\"https://town.example/x\" rel=\"nofollow noopener noreferrer\">T</a></h3><p><a href=\"https://town.example/x\" rel=\"nofollow noopener noreferrer\">t</a></p>",
        ),
        (
            "<figure><img src=a.jpg alt='A \"b\"' width=30 height=20><figcaption>C</figcaption></figure>",
            "<figure><img src=\"https://town.example/news/a.jpg\" alt=\"A &quot;b&quot;\" width=\"30\" height=\"20\"><figcaption>C</figcaption></figure>",
        ),
        (
            "<table><tr><th>a<th>b<tr><td>1<td></table>",
            "<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>1</td><td></td></tr></tbody></table>",
        ),
        ("<table><tr><td>layout only</table>", "<p>layout only</p>"),
        ("<p>x <em> y </em> z</p>", "<p>x <em>y</em> z</p>"),
        ("<pre>\n  a\n   b</pre>", "<pre>  a\n   b</pre>"),
        ("<p>a<ul><li>b</ul>c", "<p>a</p><ul><li>b</li></ul><p>c</p>"),
        ("<b><p>x</b>y</p>z", "<p><strong>xy</strong></p><p>z</p>"),
        (
            "<iframe src='https://www.youtube.com/embed/abc'></iframe>",
            "<p><a href=\"https://www.youtube.com/watch?v=abc\" rel=\"nofollow noopener noreferrer\">youtube.com/watch?v=abc</a></p>",
        ),
        ("a<hr>b<hr>", "<p>a</p><hr><p>b</p>"),
        ("<blockquote>q<p>r</blockquote>", "<blockquote><p>q</p><p>r</p></blockquote>"),
        ("<dl><dt>t<dd>d</dl>", "<dl><dt>t</dt><dd>d</dd></dl>"),
        ("<time datetime=2026-01-02>2 Jan</time>", "<p><time datetime=\"2026-01-02\">2 Jan</time></p>"),
        ("&lt;script&gt; &amp; &nbsp;x", "<p>&lt;script&gt; &amp; &nbsp;x</p>"),
        ("<span></span><p>&nbsp;</p><b></b>", ""),
        ("", ""),
    ] {
        check(html, want);
    }
}

#[test]
fn what_runs_loads_or_counts_is_dropped() {
    for (html, want) in [
        ("<script>alert(1)</script>x", "<p>x</p>"),
        ("<a href='java&#10;script:alert(1)' onclick=x>x</a>", "<p>x</p>"),
        ("<img src=x onerror=alert(1)>", "<p><img src=\"https://town.example/news/x\" alt=\"\"></p>"),
        ("<img src='data:image/svg+xml,<svg>'>", ""),
        ("<img src=https://ad.doubleclick.net/x>", ""),
        ("<svg><script>alert(1)</script><p>x", "<p>x</p>"),
        ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", ""),
        ("<form action=/x><input name=q><p>kept</p><button>no</button></form>", "<p>kept</p>"),
        ("<style>@import 'x'</style><link rel=stylesheet href=x><meta http-equiv=refresh content='0;url=x'>", ""),
        ("<iframe src=https://ads.example/x></iframe>", ""),
        ("<!--[if IE]><script>x</script><![endif]-->", ""),
        (
            "<video src=/v.mp4 autoplay poster=/p.jpg></video>",
            "<p><img src=\"https://town.example/p.jpg\" alt=\"\"></p><p><a href=\"https://town.example/v.mp4\" rel=\"nofollow noopener noreferrer\">v.mp4</a></p>",
        ),
    ] {
        check(html, want);
    }
}

/// A thread with a small stack: what recurses over 50,000 elements dies here.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(256 * 1024).spawn(work);
    thread.map(|thread| thread.join()).unwrap().unwrap();
}

#[test]
fn hostile_nesting_costs_neither_stack_nor_text() {
    on_a_small_stack(|| {
        for (start, end) in [
            ("<div>", ""),
            ("<b>", ""),
            ("<div>", "</div>"),
            ("<table><tr><td>", ""),
            ("<ul><li>", ""),
            ("<blockquote>", "</blockquote>"),
            ("<a href=https://a.example>", "</a>"),
            ("<svg>", ""),
            ("<i><b>", "</i></b>"),
            ("<template>", ""),
            ("<p><table><p>", ""),
            ("<!--", ""),
            ("</p>", ""),
            ("<", ""),
            ("&", ""),
        ] {
            let html = format!("<p>before</p>{}in{}<p>after</p>", start.repeat(50_000), end.repeat(50_000));
            let cleaned = clean(&html, None);
            assert!(cleaned.text.starts_with("before"), "{start}");
            assert_eq!(clean(&cleaned.html, None).html, cleaned.html, "{start}");
            let _ = pages::extract(html.as_bytes(), &pages::PageHint::default());
            // They share the parser with the two above; one that is deep and one that is all links will do.
            if matches!(start, "<div>" | "<a href=https://a.example>") {
                let _ = pages::plain_text(&html);
                let _ = pages::feeds_of(html.as_bytes(), None);
            }
        }
    });
}

#[test]
fn more_than_two_megabytes_are_cut_and_said_to_be() {
    let cleaned = clean(&"<p>word</p>".repeat(300_000), None);
    assert!(!cleaned.faults.is_empty());
    assert!(cleaned.html.len() <= 2 << 20);
}

fn payloads() -> Option<Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/xss/payloads.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        assert!(std::env::var_os("CI").is_none(), "{path} is missing");
        println!("skipped: no payloads");
        return None;
    };
    let rows: serde_json::Value = serde_json::from_str(&text).unwrap();
    Some(rows.as_array().unwrap().iter().map(|row| row["payload"].as_str().unwrap().to_owned()).collect())
}

#[test]
fn known_attacks_are_harmless_and_cleaning_twice_changes_nothing() {
    for payload in payloads().unwrap_or_default() {
        let cleaned = clean(&payload, None).html;
        assert_eq!(dangers(&cleaned), [""; 0], "{payload}\n-> {cleaned}");
        assert_eq!(clean(&cleaned, None).html, cleaned, "{payload}");
    }
}

/// Pieces that strange HTML is made of.
fn piece() -> impl Strategy<Value = String> {
    let tags = [
        "p",
        "div",
        "b",
        "i",
        "a href=https://a.example/x",
        "a href=javascript:x",
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "caption",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "pre",
        "blockquote",
        "figure",
        "figcaption",
        "h1",
        "h3",
        "img src=https://a.example/i.jpg",
        "br",
        "hr",
        "svg",
        "math",
        "style",
        "script",
        "title",
        "textarea",
        "select",
        "option",
        "template",
        "noscript",
        "iframe src=https://youtu.be/abc",
        "code",
        "q",
        "ruby",
        "rt",
        "form",
        "button",
        "span",
        "font",
        "sub",
        "time datetime=x",
        "abbr title='a b'",
        "video src=https://a.example/v",
        "mtext",
        "mglyph",
        "annotation-xml",
        "foreignObject",
        "object",
        "small",
        "center",
    ];
    let end = |tag: &str| format!("</{}>", tag.split(' ').next().unwrap_or(tag));
    prop_oneof![
        4 => prop::sample::select(tags.to_vec()).prop_map(|tag| format!("<{tag}>")),
        3 => prop::sample::select(tags.to_vec()).prop_map(end),
        3 => "[ a-z\n]{0,6}",
        1 => prop::sample::select(vec!["&amp;", "&lt;b&gt;", "&nbsp;", "\u{A0}", "<!--", "-->", "<![CDATA[", "]]>", "&#0;", "\0", "\r\n", "<", ">", "\"", "'", "<p ", "<a x='", "\u{200B}", "\u{85}"]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn strange_html_is_made_harmless_and_settles(pieces in prop::collection::vec(piece(), 0..40)) {
        let html = pieces.concat();
        let cleaned = clean(&html, None);
        prop_assert_eq!(dangers(&cleaned.html), [""; 0], "{}", cleaned.html);
        prop_assert_eq!(&clean(&cleaned.html, None).html, &cleaned.html);
        prop_assert_eq!(clean(&cleaned.html, None).faults, [""; 0]);
    }

    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..300), pieces in prop::collection::vec(piece(), 0..30)) {
        let mut page = bytes;
        page.extend_from_slice(pieces.concat().as_bytes());
        let extracted = pages::extract(&page, &pages::PageHint { url: Some("https://a.example/"), ..Default::default() });
        prop_assert_eq!(dangers(&extracted.html), [""; 0]);
        let _ = pages::feeds_of(&page, None);
    }
}
