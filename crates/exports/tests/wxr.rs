//! Real WordPress exports, counted by another program once and by us each time.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;

use exports::{Body, FaultKind, Part, Post, State, Summary, wordpress};

/// File, authors, posts, pages, media, comments, what was left aside, and whether anything else is said about it.
type Row = (&'static str, [usize; 6], bool);

const TABLE: &[Row] = &[
    ("theme-test-data/64-block-test-data.xml", [2, 61, 1, 9, 2, 1], false),
    ("theme-test-data/theme-preview.xml", [1, 7, 0, 0, 2, 0], true),
    ("theme-test-data/themeunittestdata.wordpress.xml", [3, 58, 21, 37, 29, 71], true),
    ("wordpress-importer/a11y-unit-test-data.xml", [3, 48, 17, 39, 25, 51], true),
    ("wordpress-importer/authors-multiline.xml", [3, 1, 0, 0, 0, 0], true),
    ("wordpress-importer/backslashes.xml", [0, 1, 0, 0, 0, 0], true),
    ("wordpress-importer/blank-lines.xml", [0, 1, 0, 0, 0, 0], true),
    ("wordpress-importer/cdata-edge.xml", [0, 1, 0, 0, 0, 0], true),
    ("wordpress-importer/chunked-meta.xml", [0, 1, 0, 0, 0, 0], true),
    ("wordpress-importer/crazy-cdata-escaped.xml", [1, 1, 0, 0, 0, 0], false),
    // What follows was counted by hand: no other program reads it.
    ("wordpress-importer/crazy-cdata.xml", [1, 1, 0, 0, 0, 0], false),
    ("wordpress-importer/malformed-simple.xml", [0, 1, 0, 0, 0, 0], true),
    ("wordpress-importer/malformed.xml", [1, 0, 0, 0, 0, 0], true),
    // Read by others again.
    ("wordpress-importer/invalid-version-tag.xml", [1, 0, 0, 0, 0, 0], true),
    ("wordpress-importer/large-authors.xml", [300, 0, 0, 0, 0, 0], false),
    ("wordpress-importer/missing-tags.xml", [0, 1, 0, 0, 0, 0], true),
    ("wordpress-importer/missing-version-tag.xml", [1, 0, 0, 0, 0, 0], true),
    ("wordpress-importer/multiple-cdata.xml", [0, 1, 0, 0, 0, 0], true),
    ("wordpress-importer/namespace-edge-cases.xml", [2, 6, 0, 0, 0, 0], true),
    ("wordpress-importer/post-content-blank-lines.xml", [1, 1, 0, 0, 0, 0], false),
    ("wordpress-importer/slashes.xml", [2, 1, 0, 0, 1, 0], false),
    ("wordpress-importer/small-export.xml", [3, 6, 5, 0, 1, 0], false),
    ("wordpress-importer/term-formats.xml", [0, 0, 0, 0, 0, 0], true),
    ("wordpress-importer/term-meta.xml", [0, 0, 0, 0, 0, 0], false),
    ("wordpress-importer/test-serialized-comment-meta.xml", [1, 1, 0, 0, 1, 0], false),
    ("wordpress-importer/test-serialized-postmeta-no-cdata.xml", [1, 1, 0, 0, 0, 0], false),
    ("wordpress-importer/test-serialized-postmeta-with-cdata.xml", [1, 1, 0, 0, 0, 0], false),
    ("wordpress-importer/test-serialized-term-meta.xml", [1, 1, 0, 0, 0, 0], true),
    ("wordpress-importer/test-utw-post-meta-import.xml", [1, 1, 0, 0, 0, 0], false),
    ("wordpress-importer/theme-unit-test-data.xml", [3, 58, 21, 37, 29, 71], true),
    ("wordpress-importer/valid-wxr-1.0.xml", [1, 3, 3, 0, 1, 0], false),
    ("wordpress-importer/valid-wxr-1.1.xml", [1, 1, 1, 0, 1, 0], true),
    ("wordpress-importer/wxr-flat-attachment-different-site.xml", [1, 1, 0, 1, 0, 0], false),
    ("wordpress-importer/wxr-flat-attachment-same-site.xml", [1, 1, 0, 1, 0, 0], false),
    ("wordpress-importer/wxr-simple.xml", [1, 1, 0, 0, 0, 0], false),
    ("wordpress-importer/wxr-utf-8-challenges.xml", [1, 1, 0, 0, 0, 0], false),
    ("wordpress-importer/wxr-with-sub-data.xml", [1, 1, 0, 0, 1, 0], true),
];

fn read(bytes: &[u8]) -> (Vec<Part>, Summary) {
    let mut parts = Vec::new();
    let summary = wordpress(bytes, &mut |part| {
        parts.push(part);
        ControlFlow::Continue(())
    });
    (parts, summary)
}

fn posts(parts: &[Part]) -> Vec<&Post> {
    parts.iter().filter_map(|part| if let Part::Post(post) = part { Some(&**post) } else { None }).collect()
}

#[test]
fn every_file_of_the_suite_yields_what_another_program_counted() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/wxr"));
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        println!("skipped: no exports");
        return;
    }
    let mut wrong = Vec::new();
    for (name, want, is_faulty) in TABLE {
        let (parts, summary) = read(&std::fs::read(folder.join(name)).unwrap());
        let count = |is: fn(&Part) -> bool| parts.iter().filter(|part| is(part)).count();
        let posts = posts(&parts);
        let left_aside = summary.faults.iter().filter(|fault| fault.kind == FaultKind::LeftAside).count();
        let got = [
            count(|part| matches!(part, Part::Author(_))),
            posts.iter().filter(|post| !post.page).count(),
            posts.iter().filter(|post| post.page).count(),
            count(|part| matches!(part, Part::Medium(_))),
            posts.iter().map(|post| post.comments.len()).sum(),
            left_aside,
        ];
        let others: Vec<String> =
            summary.faults.iter().filter(|f| f.kind != FaultKind::LeftAside).map(ToString::to_string).collect();
        if got != *want || others.is_empty() == *is_faulty {
            wrong.push(format!("{name}: {got:?} instead of {want:?}, {others:#?}"));
        }
        let keys: BTreeSet<String> = parts.iter().map(Part::key).collect();
        assert_eq!(keys.len(), parts.len(), "{name}: every part has a key of its own");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An export around this item.
fn with(item: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
        <title>Town</title><language>de-DE</language><wp:wxr_version>1.2</wp:wxr_version>{item}</channel></rss>"#
    )
}

#[test]
fn an_article_keeps_what_matters() {
    let (parts, summary) = read(
        with(
            r#"<wp:author><wp:author_login>anna</wp:author_login><wp:author_display_name><![CDATA[Anna B&amp;C]]></wp:author_display_name></wp:author>
        <item><title><![CDATA[Fire &amp; <em>water</em> 1 < 2]]></title><link>https://town.example/2024/fire</link>
        <guid isPermaLink="false">https://town.example/?p=7</guid><dc:creator>anna</dc:creator>
        <pubDate>Wed, 01 May 2024 07:30:00 +0000</pubDate>
        <content:encoded><![CDATA[<p>One]]><![CDATA[ two</p>]]></content:encoded><excerpt:encoded>In short&nbsp;&hellip;</excerpt:encoded>
        <wp:post_id>7</wp:post_id><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:post_name>feuer-%c3%bc</wp:post_name>
        <wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:is_sticky>1</wp:is_sticky><wp:comment_status>open</wp:comment_status>
        <category domain="category" nicename="city"><![CDATA[The City]]></category><category domain="post_tag" nicename="fire">Fire</category>
        <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta>
        <wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Ben</wp:comment_author><wp:comment_approved>1</wp:comment_approved>
        <wp:comment_content><![CDATA[Oh]]></wp:comment_content><wp:comment_parent>0</wp:comment_parent></wp:comment>
        <wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_parent>1</wp:comment_parent><wp:comment_approved>spam</wp:comment_approved></wp:comment></item>"#,
        )
        .as_bytes(),
    );
    assert_eq!(summary.faults, []);
    let keys: Vec<String> = parts.iter().map(Part::key).collect();
    assert_eq!(keys, ["site", "author:anna", "section:city", "tag:fire", "post:7"]);
    let post = posts(&parts)[0];
    let shown = [
        &post.headline,
        &post.standfirst,
        &post.slug,
        &post.lead,
        &post.addresses.join(" "),
        &post.published.unwrap().rfc3339(),
        &format!("{:?} {} {}", post.state, post.pinned, post.comments_open),
        &post.comments.iter().map(|c| format!("{}<{} {:?}", c.key, c.parent, c.state)).collect::<Vec<_>>().join(", "),
    ];
    assert_eq!(
        shown,
        [
            "Fire & water 1 < 2",
            "In short\u{A0}…",
            "feuer-ü",
            "9",
            "https://town.example/2024/fire https://town.example/?p=7",
            "2024-05-01T07:30:00Z",
            "Published true true",
            "1< Shown, 2<1 Spam",
        ]
    );
    assert_eq!(post.body, Body::Html("<p>One two</p>".to_owned()));
}

#[test]
fn what_must_not_be_published_by_itself_is_not() {
    for (item, state, said) in [
        ("<wp:status>publish</wp:status><wp:post_password>x</wp:post_password>", Some(State::Draft), "password"),
        ("<wp:status>pending</wp:status>", Some(State::Review), ""),
        (
            "<wp:status>future</wp:status><wp:post_date_gmt>2030-01-01 00:00:00</wp:post_date_gmt>",
            Some(State::Scheduled),
            "",
        ),
        (
            "<wp:status>private</wp:status><wp:post_date>2020-01-01 00:00:00</wp:post_date>",
            Some(State::Private),
            "zone",
        ),
        ("<wp:status>trash</wp:status>", None, "trash"),
        ("<wp:status>odd</wp:status>", Some(State::Draft), "odd"),
        ("", Some(State::Draft), "does not say"),
    ] {
        let (parts, summary) =
            read(with(&format!("<item><title>A</title><wp:post_type>post</wp:post_type>{item}</item>")).as_bytes());
        assert_eq!(posts(&parts).first().map(|post| post.state), state, "{item}");
        assert_eq!(said.is_empty(), summary.faults.is_empty(), "{item}: {:?}", summary.faults);
        assert!(
            summary.faults.iter().all(|fault| fault.words.contains(said) && fault.place == "A"),
            "{:?}",
            summary.faults
        );
    }
}

#[test]
fn what_is_broken_is_read_around_and_said() {
    let item = "<item><title>A</title><wp:post_id>1</wp:post_id><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>";
    let whole = with(&format!("{item}<item><title>B</title><wp:post_type>post</wp:post_type><content:encoded>Text"));
    let (cut_off, _) = whole.split_once("ext</channel>").unwrap();
    for (export, count, said) in [
        (cut_off.to_owned(), 2, "cut off"),
        (with(&item.repeat(2)), 2, "same number"),
        (
            with(&format!("{item}<item><title>B<wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>")),
            2,
            "<title>, begun in line 3, has no end",
        ),
        (
            with(&format!("<item><title>B</title><wp:post_type>post</wp:post_type>{item}")),
            2,
            "has no end; it was taken to end here",
        ),
        (with(&format!("</wrong>{item}")), 1, "never began"),
        (with(&format!("<x>{item}")), 1, "does not end before"),
        (
            with(&format!("{item}<item><title>Menu</title><wp:post_type>nav_menu_item</wp:post_type></item>")),
            1,
            "an entry of a menu",
        ),
        (item.to_owned(), 1, "no <channel>"),
        ("{\"db\":[]}".to_owned(), 0, "no <channel>"),
        (String::new(), 0, "no <channel>"),
    ] {
        let (parts, summary) = read(export.as_bytes());
        assert_eq!(posts(&parts).len(), count, "{said}");
        assert!(summary.faults.iter().any(|fault| fault.words.contains(said)), "{said}: {:#?}", summary.faults);
    }
}

#[test]
fn a_text_without_cdata_keeps_its_tags() {
    let (parts, _) =
        read(with("<item><content:encoded><p>One <b>two</b> &lt;3<br/></p></content:encoded></item>").as_bytes());
    assert_eq!(posts(&parts)[0].body, Body::Html("<p>One <b>two</b> <3<br/></p>".to_owned()));
}
