//! One feed of each format, as an editor would check it: what stands in the file is what is read.

use feeds::{Feed, Format, Hint, Parsed, parse};

const OWN: Hint = Hint { content_type: None, base: Some("https://town.example/feeds/all.xml") };

fn read(text: &str) -> Parsed {
    parse(text.as_bytes(), &OWN)
}

fn clean(text: &str) -> Feed {
    let parsed = read(text);
    assert_eq!(parsed.faults, [], "{text}");
    parsed.feed
}

fn times(feed: &Feed) -> Vec<String> {
    feed.entries.iter().filter_map(|entry| entry.published).map(|time| time.rfc3339()).collect()
}

#[test]
fn rss_2_is_read_with_its_extensions() {
    let feed = clean(
        r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel>
  <title>Town &amp; Country</title>
  <link>https://town.example/</link>
  <description>All that &lt;b&gt;matters&lt;/b&gt;</description>
  <language>en-gb</language>
  <atom:link rel="self" href="https://town.example/feeds/all.xml"/>
  <atom:link rel="hub" href="https://hub.example/"/>
  <atom:link rel="next" href="?page=2"/>
  <lastBuildDate>Fri, 20 Nov 2026 10:00:00 GMT</lastBuildDate>
  <ttl>30</ttl><skipHours><hour>0</hour><hour>24</hour><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>
  <image><url>https://town.example/logo.png</url><title>no</title><link>https://no.example/</link></image>
  <item>
    <title>Bridge opens: 5 &lt; 6 lanes</title>
    <link>https://town.example/bridge</link>
    <guid isPermaLink="false">bridge-1</guid>
    <pubDate>Fri, 20 Nov 2026 09:30:00 +0100</pubDate>
    <d:creator>Ada Byron</d:creator>
    <category>Traffic</category><category>Traffic</category>
    <description>Short.</description>
    <content:encoded><![CDATA[<p>Long, with <a href="/map">a map</a>.</p>]]></content:encoded>
    <comments>https://town.example/bridge#comments</comments><slash:comments>7</slash:comments>
    <enclosure url="https://town.example/bridge.mp3" type="audio/mpeg" length="1234"/>
    <itunes:duration>1:02</itunes:duration>
    <media:group><media:content url="https://town.example/bridge.jpg" medium="image" width="800" height="600">
      <media:description>The bridge at dawn</media:description><media:credit>A. Byron</media:credit></media:content></media:group>
  </item>
</channel></rss>"#,
    );
    assert_eq!(feed.format, Format::Rss20);
    assert_eq!((feed.title.as_str(), feed.description.as_str()), ("Town & Country", "All that matters"));
    assert_eq!(feed.link.as_deref(), Some("https://town.example/"));
    assert_eq!(feed.hub.as_deref(), Some("https://hub.example/"));
    assert_eq!(feed.next.as_deref(), Some("https://town.example/feeds/all.xml?page=2"));
    assert_eq!((feed.ttl_minutes, feed.skip_hours, feed.skip_days), (Some(30), vec![0, 3], vec!["sunday".to_owned()]));
    assert_eq!(feed.picture.as_deref(), Some("https://town.example/logo.png"));
    let entry = &feed.entries[0];
    assert_eq!(entry.title, "Bridge opens: 5 < 6 lanes");
    assert_eq!((entry.id.as_deref(), entry.guid_is_permalink), (Some("bridge-1"), false));
    assert_eq!(entry.link.as_deref(), Some("https://town.example/bridge"));
    assert_eq!(entry.comments.as_deref(), Some("https://town.example/bridge#comments"));
    assert_eq!(entry.published.map(|time| time.rfc3339()).as_deref(), Some("2026-11-20T08:30:00Z"));
    assert_eq!(entry.authors[0].name, "Ada Byron");
    assert_eq!(entry.categories, ["Traffic"]);
    assert_eq!(entry.summary.as_deref(), Some("Short."));
    assert_eq!(entry.content.as_deref(), Some("<p>Long, with <a href=\"/map\">a map</a>.</p>"));
    assert_eq!(entry.base.as_deref(), Some("https://town.example/bridge"));
    assert_eq!(entry.language.as_deref(), Some("en-gb"));
    assert_eq!((entry.enclosures[0].media_type.as_str(), entry.enclosures[0].length), ("audio/mpeg", Some(1234)));
    assert_eq!(entry.duration_seconds, Some(62));
    let picture = &entry.pictures[0];
    assert_eq!((picture.width, picture.alt.as_str(), picture.credit.as_str()), (800, "The bridge at dawn", "A. Byron"));
}

#[test]
fn what_is_for_adults_is_said_by_the_entry_else_by_the_feed() {
    let clip = "<media:content url=\"https://a.example/1.mp4\" type=\"video/mp4\"/>";
    for (channel, entry, want) in [
        ("", "", (None, None)),
        ("<itunes:explicit>yes</itunes:explicit>", "", (Some(true), None)),
        (
            "<itunes:explicit>true</itunes:explicit>",
            "<itunes:explicit>clean</itunes:explicit>",
            (Some(true), Some(false)),
        ),
        (
            "<media:rating>nonadult</media:rating>",
            "<media:rating scheme=\"urn:simple\">adult</media:rating>",
            (Some(false), Some(true)),
        ),
        ("", "<media:adult>true</media:adult>", (None, Some(true))),
        ("", "<media:rating>adult</media:rating><media:rating>nonadult</media:rating>", (None, Some(true))),
        ("", "<media:group><media:rating>adult</media:rating></media:group>", (None, Some(true))),
        (
            "",
            "<media:content url=\"https://a.example/2.mp4\"><media:rating>adult</media:rating></media:content>",
            (None, Some(true)),
        ),
        ("", "<media:rating scheme=\"urn:mpaa\">pg</media:rating><media:rating>grown</media:rating>", (None, None)),
    ] {
        let feed = clean(&format!(
            "<rss version=\"2.0\" xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>Quay</title><link>https://a.example/</link><description>Films</description>{channel}<item><title>One</title><guid isPermaLink=\"false\">1</guid>{clip}{entry}</item></channel></rss>"
        ));
        assert_eq!((feed.explicit, feed.entries[0].explicit), want, "{channel} {entry}");
    }
}

#[test]
fn atom_says_what_its_texts_are() {
    let feed = clean(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/blog/" xml:lang="de">
  <title type="text">1 &lt; 2 &amp;amp; 3</title><id>urn:feed</id><updated>2026-11-20T09:30:00Z</updated>
  <author><name>Ada</name><uri>/ada</uri></author>
  <link href="."/><link rel="self" href="feed"/>
  <entry>
    <title type="html">An &lt;em&gt;HTML&lt;/em&gt; title</title><id>urn:1</id>
    <link rel="alternate" href="one"/><link rel="enclosure" href="one.mp3" type="audio/mpeg" length="5"/>
    <link rel="replies" href="one/comments"/>
    <published>2026-11-20T10:30:00+01:00</published><updated>2026-11-20T11:30:00+01:00</updated>
    <summary>plain &lt;b&gt;</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>See <a href="two">two</a> &amp; <title>x</title></p></div></content>
    <category term="t" label="Label"/>
    <source><title>Elsewhere</title><id>urn:else</id></source>
  </entry>
  <entry xml:lang="en"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Two <b>words</b></div></title>
    <content type="text/html" mode="escaped">&lt;p&gt;old&lt;/p&gt;</content></entry>
</feed>"#,
    );
    assert_eq!((feed.format, feed.title.as_str()), (Format::Atom10, "1 < 2 &amp; 3"));
    assert_eq!(feed.link.as_deref(), Some("https://a.example/blog/"));
    assert_eq!(feed.self_link.as_deref(), Some("https://a.example/blog/feed"));
    let [one, two] = feed.entries.as_slice() else { panic!("two entries") };
    assert_eq!((one.title.as_str(), one.title_html.as_str()), ("An HTML title", "An <em>HTML</em> title"));
    assert_eq!(one.link.as_deref(), Some("https://a.example/blog/one"));
    assert_eq!(one.enclosures[0].url, "https://a.example/blog/one.mp3");
    assert_eq!(one.comments.as_deref(), Some("https://a.example/blog/one/comments"));
    assert_eq!(one.summary.as_deref(), Some("plain &lt;b&gt;"));
    assert_eq!(
        one.content.as_deref(),
        Some("<p>See <a href=\"https://a.example/blog/two\">two</a> &amp; <title>x</title></p>")
    );
    assert_eq!((one.language.as_deref(), two.language.as_deref()), (Some("de"), Some("en")));
    assert_eq!(one.authors[0].uri, "https://a.example/ada");
    assert_eq!(one.source_title.as_deref(), Some("Elsewhere"));
    assert_eq!((two.title.as_str(), two.content.as_deref()), ("Two words", Some("<p>old</p>")));
}

#[test]
fn old_and_rare_formats_are_known() {
    for (text, format, title, link) in [
        (
            r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
               <channel rdf:about="x"><title>T</title><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>
               <item rdf:about="urn:1"><title>One</title><link>https://a.example/1</link></item></rdf:RDF>"#,
            Format::Rss10,
            "One",
            "https://a.example/1",
        ),
        (
            r#"<rss version="0.91"><channel><title>T</title></channel><item><title>One</title><link>/1</link></item></rss>"#,
            Format::Rss091,
            "One",
            "https://town.example/1",
        ),
        (
            r#"<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64">T25l</title><link rel="alternate" href="https://a.example/1"/></entry></feed>"#,
            Format::Atom03,
            "One",
            "https://a.example/1",
        ),
        (
            r#"<CHANNEL HREF="https://a.example/"><TITLE>T</TITLE><ITEM HREF="https://a.example/1"><TITLE>One</TITLE></ITEM></CHANNEL>"#,
            Format::Cdf,
            "One",
            "https://a.example/1",
        ),
        (
            r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
               <url><loc>https://a.example/1</loc><n:news><n:publication><n:name>P</n:name><n:language>en</n:language></n:publication>
               <n:publication_date>2026-11-20</n:publication_date><n:title>One</n:title></n:news></url></urlset>"#,
            Format::Sitemap,
            "One",
            "https://a.example/1",
        ),
        (
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": 7, "url": "https://a.example/1", "title": "One"}]}"#,
            Format::Json11,
            "One",
            "https://a.example/1",
        ),
    ] {
        let feed = clean(text);
        assert_eq!((feed.format, feed.entries.len()), (format, 1), "{text}");
        assert_eq!((feed.entries[0].title.as_str(), feed.entries[0].link.as_deref()), (title, Some(link)), "{text}");
    }
}

#[test]
fn a_json_feed_keeps_what_came_before_it_broke_off() {
    let parsed = read(
        r#"{"version": "https://jsonfeed.org/version/1", "title": "T", "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "items": [{"id": 1, "content_html": "<p>a</p>", "date_published": "2026-11-20T09:30:00Z", "author": {"name": "Ada"},
        "attachments": [{"url": "https://a.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}]}, {"id": 2, "title": "cut o"#,
    );
    assert_eq!(parsed.feed.hub.as_deref(), Some("https://hub.example/"));
    assert_eq!(parsed.feed.entries.len(), 2);
    assert_eq!(parsed.feed.entries[0].id.as_deref(), Some("1"));
    assert_eq!(parsed.feed.entries[0].enclosures[0].length, Some(9));
    assert_eq!(times(&parsed.feed), ["2026-11-20T09:30:00Z"]);
    assert_eq!(parsed.faults.len(), 1);
}

#[test]
fn broken_feeds_give_what_they_have_and_say_what_is_wrong() {
    for (text, titles, faults) in [
        // Cut off inside an item.
        ("<rss><channel><item><title>One</title></item><item><title>Tw", vec!["One", "Tw"], 1),
        // Undefined entities and a bare ampersand.
        (
            "<rss><channel><item><title>Fish &chips; &copy; M&S</title></item></channel></rss>",
            vec!["Fish &chips; © M&S"],
            0,
        ),
        // Tags that are not closed, or closed in the wrong order.
        (
            "<rss><channel><item><title>One<link>https://a.example/</item><item><title>Two</title></channel></rss>",
            vec!["One", "Two"],
            3,
        ),
        (
            "<rss><channel><item><title>One</title><item><title>Two</title></item></channel></rss>",
            vec!["One", "Two"],
            1,
        ),
        // HTML that nobody escaped.
        (
            "<rss><channel><item><description>A<br>b<p>c</description><title>One</title></item></channel></rss>",
            vec!["One"],
            0,
        ),
        // Rubbish around it.
        ("\n\n<!-- hi --> junk <rss><channel><item><title>One</title></item></channel></rss> trailing", vec!["One"], 0),
        // A prefix that was never declared.
        (
            "<rss><channel><item><dc:title>One</dc:title><content:encoded>x</content:encoded></item></channel></rss>",
            vec!["One"],
            0,
        ),
        ("<rss><channel><item><title>One</title><pubDate>soon</pubDate></item></channel></rss>", vec!["One"], 1),
        (
            "<rss><channel><item><title>One</title><pubDate>Fri, 01 Jan 2099 00:00:00 GMT</pubDate></item></channel></rss>",
            vec!["One"],
            1,
        ),
        (
            "<rss><channel><item><title>One</title><link>javascript:alert(1)</link></item></channel></rss>",
            vec!["One"],
            1,
        ),
        ("<rss><channel><item></item></channel></rss>", vec![""], 1),
        ("<!DOCTYPE html><html><body><p>Not found</p></body></html>", vec![], 1),
        ("", vec![], 1),
    ] {
        let parsed = read(text);
        let found: Vec<&str> = parsed.feed.entries.iter().map(|entry| entry.title.as_str()).collect();
        assert_eq!(found, titles, "{text}");
        assert_eq!(parsed.faults.len(), faults, "{text}: {:?}", parsed.faults);
        assert!(
            parsed.feed.entries.iter().all(|entry| entry.link.as_deref().is_none_or(|link| link.starts_with("http")))
        );
    }
}

#[test]
fn a_first_look_tells_feeds_from_pages() {
    for (text, want) in [
        ("<?xml version='1.0'?>\n<rss version='2.0'>", true),
        ("<!-- c --><feed xmlns='http://www.w3.org/2005/Atom'>", true),
        ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", true),
        ("{\"version\": \"https://jsonfeed.org/version/1.1\"", true),
        ("<!doctype html><html><head><link type='application/rss+xml' href='<rss'>", false),
        ("{\"a\": 1}", false),
        ("", false),
    ] {
        assert_eq!(feeds::is_feed(text.as_bytes()), want, "{text}");
    }
}
