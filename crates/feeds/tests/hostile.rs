//! Whatever a stranger sends: it is read to an end, stays small, and says what was left out.

use feeds::{Hint, Parsed, opml, parse, plain_text};
use proptest::prelude::*;

fn read(text: &str) -> Parsed {
    parse(text.as_bytes(), &Hint::default())
}

fn says(parsed: &Parsed, what: &str) -> bool {
    parsed.faults.iter().any(|fault| fault.to_string().contains(what))
}

#[test]
fn ten_thousand_entries_are_kept_and_the_rest_is_counted() {
    let parsed = read(&format!("<rss><channel>{}</channel></rss>", "<item><title>x</title></item>".repeat(10_007)));
    assert_eq!(parsed.feed.entries.len(), 10_000);
    assert!(says(&parsed, "the last 7 were left out"), "{:?}", parsed.faults);
    let parsed = read(&format!(
        "{{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{}{{}}]}}",
        "{\"id\": 1},".repeat(10_006)
    ));
    assert!(says(&parsed, "the last 7 were left out"), "{:?}", parsed.faults);
}

#[test]
fn a_title_of_a_megabyte_is_cut() {
    let parsed = read(&format!("<rss><channel><item><title>{}</title></item></channel></rss>", "ü ".repeat(500_000)));
    assert!(parsed.feed.entries[0].title.chars().count() <= 2_000);
    assert!(says(&parsed, "title of more than 2,000 characters"));
}

#[test]
fn a_feed_that_is_too_large_gives_its_beginning() {
    let text = format!("<rss><channel><item><title>One</title></item><item><description>{}", "x".repeat(5_000));
    let parsed = feeds::parse_at_most(text.as_bytes(), &Hint::default(), 1_000);
    assert_eq!(parsed.feed.entries[0].title, "One");
    assert!(says(&parsed, "larger than 1000 bytes"));
}

#[test]
fn nesting_and_repetition_cost_no_more_than_their_length() {
    for (name, text) in [
        ("unclosed elements", format!("<rss><channel>{}", "<x>".repeat(50_000))),
        ("unclosed items", "<rss><item>".to_owned() + &"<item>".repeat(50_000)),
        ("unclosed groups", format!("<rss><item>{}", "<media:group>".repeat(50_000))),
        ("unclosed html", format!("<rss><item><description>{}", "<b>".repeat(100_000))),
        ("closing tags", format!("<rss><channel>{}", "</y>".repeat(100_000))),
        ("comments", "<rss>".to_owned() + &"<!--".repeat(100_000)),
        ("comments in text", format!("<rss><item><title>{}", "&lt;!--".repeat(100_000))),
        ("cdata", format!("<rss><item><title>{}", "<![CDATA[".repeat(100_000))),
        ("instructions", "<rss>".to_owned() + &"<?".repeat(100_000)),
        ("document types", "<!DOCTYPE [".repeat(50_000)),
        ("entities", "<!DOCTYPE [<!ENTITY ".repeat(20_000)),
        ("attributes", format!("<rss {}>", "a=\"".repeat(100_000))),
        ("namespaces", format!("<rss {}>", "xmlns:a=\"u\" ".repeat(50_000))),
        ("ampersands", format!("<rss><item><title>{}", "&".repeat(200_000))),
        ("brackets", "<".repeat(300_000)),
        ("lists", format!("{{\"items\": {}", "[".repeat(200_000))),
        ("objects", "{\"a\":".repeat(100_000)),
        (
            "divs",
            format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>{}",
                "<div>".repeat(50_000)
            ),
        ),
        ("people", format!("<rss><item>{}", "<author>a</author>".repeat(20_000))),
        ("pictures", format!("<rss><item>{}", "<media:content url='http://a.example/1.png'/>".repeat(20_000))),
        ("bases", "<x xml:base='http://a.example/'>".repeat(20_000)),
    ] {
        let parsed = read(&text);
        assert!(parsed.faults.len() <= 101, "{name}");
        opml::parse(text.as_bytes());
        plain_text(&text);
    }
}

#[test]
fn a_billion_laughs_stay_flat() {
    let mut entities = String::from("<!DOCTYPE rss [<!ENTITY l0 \"lol\">");
    for level in 1..40 {
        let below = level - 1;
        entities.push_str(&format!("<!ENTITY l{level} \"&l{below};&l{below};&l{below};&l{below};\">"));
    }
    let parsed = read(&format!("{entities}]><rss><channel><item><title>&l0; &l39;</title></item></channel></rss>"));
    assert_eq!(parsed.feed.entries[0].title, "lol &l39;");
}

const SEEDS: [&str; 4] = [
    r#"<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title>
       <link>https://a.example/</link><item><title>A &amp; b</title><link>/x</link><guid>1</guid><pubDate>Fri, 20 Nov 2026 09:30:00 +0100</pubDate>
       <description><![CDATA[<p>x</p>]]></description><media:group><media:content url="https://a.example/1.jpg"/></media:group></item></channel></rss>"#,
    r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><title type="html">&lt;b&gt;T</title><entry><id>1</id>
       <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><a href="x">y</a></div></content><updated>2026-11-20T09:30:00Z</updated></entry></feed>"#,
    r#"{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "title": "\u00fc", "date_published": "2026-11-20T09:30:00Z"}]}"#,
    r#"<opml version="2.0"><body><outline text="F"><outline text="A" xmlUrl="https://a.example/"/></outline></body></opml>"#,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        parse(&bytes, &Hint { content_type: Some("text/xml; charset=shift_jis"), base: Some("https://a.example/") });
        parse(&bytes, &Hint::default());
        opml::parse(&bytes);
        feeds::is_feed(&bytes);
    }

    #[test]
    fn any_date_is_read_to_an_end(text in "[0-9a-zA-ZäéΙ년:/., +T-]{0,40}") {
        feeds::read_date(&text);
    }

    #[test]
    fn damaged_feeds_are_read_to_an_end(
        seed in 0..SEEDS.len(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), 0..6u8, any::<u8>()), 1..12),
    ) {
        let mut bytes = SEEDS[seed].as_bytes().to_vec();
        for (place, kind, byte) in damage {
            if bytes.is_empty() {
                break;
            }
            let at = place.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                2 => bytes.insert(at, byte),
                3 => bytes.truncate(at),
                4 => { let copy = bytes[at..].to_vec(); bytes.extend(copy); bytes.truncate(50_000); }
                _ => bytes.insert(at, b"<>&\"'/![]-="[usize::from(byte) % 11]),
            }
        }
        let parsed = parse(&bytes, &Hint { content_type: None, base: Some("https://a.example/") });
        for entry in &parsed.feed.entries {
            prop_assert!(entry.link.as_deref().is_none_or(|link| link.starts_with("http")));
            prop_assert!(entry.title.chars().count() <= 2_000);
        }
        opml::parse(&bytes);
    }
}
