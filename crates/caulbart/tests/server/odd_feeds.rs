//! Feeds that are broken, huge or hostile: read as far as they go, shown as text, and never more than that.

use serde_json::Value;

use crate::harmless::assert_harmless;
use crate::stand::{Folder, Server, Web, caulbart, complained, told};

fn rss(items: &str) -> String {
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Quay</title>{items}</channel></rss>")
}

fn entry(id: &str, title: &str, description: &str) -> String {
    let description = description.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<item><guid isPermaLink=\"false\">{id}</guid><title>{title}</title><link>https://quay.example/{id}</link><description>{description}</description></item>"
    )
}

fn utf_16(text: &str, mark: bool) -> Vec<u8> {
    let mark = mark.then_some('\u{feff}').map(String::from).unwrap_or_default();
    (mark + text).encode_utf16().flat_map(u16::to_le_bytes).collect()
}

struct Odd {
    name: &'static str,
    feed: Vec<u8>,
    /// What can be searched for, in quotation marks, once it was read.
    found: &'static [&'static str],
    health: &'static str,
    /// A piece of the sentence beside the source.
    says: &'static str,
}

fn odd_feeds() -> Vec<Odd> {
    let odd = |name, feed: String, found, health, says| Odd { name, feed: feed.into_bytes(), found, health, says };
    let well = "It answers as it should.";
    let around = "had to be read around";
    let german = rss(&entry("u", "Straße überflutet", "Das Wasser steht überall."));
    let declared = german.replace("version=\"1.0\"", "version=\"1.0\" encoding=\"UTF-16\"");
    let hostile = "<script>steal()</script><img src=x onerror=steal()><a href=\"javascript:steal()\" onclick=\"steal()\">Press here</a>\
        <a href=\"java&#10;script:steal()\">or here</a><iframe src=\"https://evil.example/\"></iframe><svg/onload=steal()>\
        <img src=\"https://evil.example/pixel.gif\" width=1 height=1><style>*{background:url(//evil.example)}</style>\
        <form action=\"https://evil.example\"><input name=q></form><p style=\"position:fixed\">The clock tower strikes thirteen.</p>";
    let tricks = format!(
        "{}<item><guid>j1</guid><title>Lantern parade tonight</title><link>javascript:steal()</link><description>x</description>\
         <enclosure url=\"javascript:steal()\" type=\"audio/mpeg\"/><comments>javascript:steal()</comments></item>\
         <item><guid>j2</guid><title>&lt;script&gt;steal()&lt;/script&gt; Harbour &lt;b onclick=steal()&gt;gala&lt;/b&gt;</title>\
         <link>https://quay.example/j2?\"&gt;&lt;script&gt;steal()&lt;/script&gt;</link><author>\"&gt;&lt;script&gt;steal()&lt;/script&gt;</author>\
         <category>\"&gt;&lt;img src=x onerror=steal()&gt;</category><description>y</description></item>",
        entry("j0", "Thirteen strikes", hostile)
    );
    let nested = |open: &str, close: &str| {
        let deep = open.repeat(50_000) + "Very deep words" + &close.repeat(50_000);
        rss(&(entry("n1", "Deep well measured", &deep) + &entry("n2", "Shallow pond skated", "Ice.")))
    };
    vec![
        odd(
            "invalid",
            rss(
                "<item><title>Mill & Lane <b>fair</title><link>https://quay.example/1</link></item><item><title>Second stall</wrong></item>",
            ),
            &["lane fair"],
            "faulty",
            around,
        ),
        odd(
            "truncated",
            rss(&entry("t", "Choir sings again", "Rain.")).replace("</channel></rss>", "<item><title>Half a hea"),
            &["choir sings again"],
            "faulty",
            around,
        ),
        Odd {
            name: "utf-16",
            feed: utf_16(&declared, true),
            found: &["straße überflutet"],
            health: "well",
            says: well,
        },
        Odd {
            name: "utf-16-unmarked",
            feed: utf_16(&declared, false),
            found: &["straße überflutet"],
            health: "well",
            says: "",
        },
        Odd {
            name: "latin",
            feed: rss(&entry("l", "Caf\u{1} terrace", "x"))
                .replace("Caf\u{1}", "Caf?")
                .bytes()
                .map(|byte| if byte == b'?' { 0xE9 } else { byte })
                .collect(),
            found: &["terrace"],
            health: "",
            says: "",
        },
        odd("closed", nested("<div>", "</div>"), &["deep well measured", "shallow pond skated"], "", ""),
        odd("unclosed", nested("<b><i>", ""), &["deep well measured", "shallow pond skated"], "", ""),
        odd(
            "elements",
            rss(&format!("<item><title>Lift stuck between floors</title>{}</item>", "<x>".repeat(50_000))),
            &["lift stuck"],
            "faulty",
            around,
        ),
        odd(
            "bare",
            rss(
                "<item><title>Only a title known</title></item><item><description>Only words, hardly twenty of them.</description></item><item></item>",
            ),
            &["only a title known", "only words"],
            "faulty",
            around,
        ),
        odd(
            "past",
            rss(
                "<item><guid>p</guid><title>From the epoch</title><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item>",
            ),
            &["from the epoch"],
            "faulty",
            "date that cannot be true: Thu, 01 Jan 1970",
        ),
        odd(
            "future",
            rss(
                "<item><guid>f</guid><title>From the future</title><pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate></item>",
            ),
            &["from the future"],
            "faulty",
            "2099",
        ),
        odd("tricks", rss(&tricks), &["thirteen strikes", "lantern parade", "harbour gala"], "", ""),
        odd(
            "laughs",
            format!(
                "<?xml version=\"1.0\"?><!DOCTYPE rss [{}]>{}",
                laughs(),
                &rss(&entry("e", "Echo &l9; heard", "x"))[21..]
            ),
            &["echo"],
            "",
            "",
        ),
        odd(
            "outside",
            format!(
                "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY p SYSTEM \"file:///etc/passwd\">]>{}",
                &rss(&entry("x", "Door &p; ajar", "x"))[21..]
            ),
            &["ajar"],
            "",
            "",
        ),
    ]
}

/// Ten entities, each ten times the one before.
fn laughs() -> String {
    let mut declared = "<!ENTITY l0 \"ha\">".to_owned();
    for depth in 1..10 {
        let before = format!("&l{};", depth - 1).repeat(10);
        declared.push_str(&format!("<!ENTITY l{depth} \"{before}\">"));
    }
    declared
}

fn encoded(query: &str) -> String {
    query
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn sources(folder: &Folder) -> Vec<Value> {
    serde_json::from_str(&told(&caulbart(folder, &["feed", "list", "--json"]))).unwrap()
}

#[test]
fn odd_feeds_are_read_as_far_as_they_go_and_run_nothing() {
    let (folder, web) = (Folder::new(), Web::new());
    let odd = odd_feeds();
    let mut outlines = String::new();
    for one in &odd {
        web.put_bytes(&format!("/{}", one.name), "application/xml", &one.feed);
        outlines.push_str(&format!(
            "<outline text=\"{}\" xmlUrl=\"{}\"/>",
            one.name,
            web.url(&format!("/{}", one.name))
        ));
    }
    let list = folder.file("list.opml", format!("<opml version=\"2.0\"><body>{outlines}</body></opml>").as_bytes());
    assert!(caulbart(&folder, &["feed", "import", list.to_str().unwrap()]).status.success());
    let output = caulbart(&folder, &["feed", "refresh", "--all", "--allow-private", &web.host()]);
    assert!(output.status.success(), "{}", complained(&output));
    let listed = sources(&folder);
    for one in &odd {
        let address = web.url(&format!("/{}", one.name));
        let source = listed.iter().find(|source| source["address"] == address.as_str()).unwrap();
        let (health, words) = (source["health"].as_str().unwrap(), source["health_words"].as_str().unwrap());
        assert!(one.health.is_empty() || health == one.health, "{}: {health}: {words}", one.name);
        assert!(matches!(health, "well" | "faulty"), "{}: {health}: {words}", one.name);
        assert!(words.contains(one.says) && words.ends_with('.') && words.len() < 600, "{}: {words}", one.name);
    }
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    for one in &odd {
        for words in one.found {
            let path = format!("/search?q={}", encoded(&format!("\"{words}\"")));
            let page = server.wait_for(&path, |page| page.body.contains("/article/"));
            assert_harmless(&path, &page);
            assert!(!page.body.contains("root:x:"), "{}: a file of this machine", one.name);
        }
    }
    let pages = server.pages_from(&["/", "/sources", "/topics", "/about", "/search?q=steal", "/search?q=thirteen"], 60);
    assert!(pages.iter().filter(|(path, _)| path.starts_with("/article/")).count() >= 15);
    for (path, page) in &pages {
        // Only she who has an account orders a letter: everybody else is led to the door.
        assert_eq!(page.status, if path == "/letter" { 303 } else { 200 }, "{path}");
        assert_harmless(path, page);
        assert!(
            !page.body.contains("root:x:") && !page.body.contains("<svg/") && page.body.len() < 3_000_000,
            "{path}"
        );
        assert!(!page.body.contains("src=\"https://evil.example"), "{path}");
    }
}

#[test]
fn ten_thousand_entries_and_a_title_of_a_megabyte_are_taken_in() {
    let (folder, web) = (Folder::new(), Web::new());
    let many: String =
        (0..10_000).map(|n| format!("<item><guid>{n}</guid><title>Tide table {n}</title></item>")).collect();
    web.put_feed("/many", &rss(&many));
    web.put_feed(
        "/title",
        &rss(&format!("<item><guid>long</guid><title>Longwinded {}</title></item>", "very ".repeat(200_000))),
    );
    for path in ["/title", "/many"] {
        let output = caulbart(&folder, &["feed", "add", &web.url(path), "--allow-private", &web.host()]);
        assert!(output.status.success(), "{}", complained(&output));
    }
    let items: i64 = sources(&folder).iter().map(|source| source["items"].as_i64().unwrap()).sum();
    assert!(items >= 10_000, "{items}");
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    let page = server.wait_for("/search?q=longwinded", |page| page.body.contains("/article/"));
    assert!(page.body.len() < 100_000, "{} bytes", page.body.len());
    let article = server.get(&page.link("/article/").unwrap());
    assert!(article.status == 200 && article.body.len() < 100_000, "{} bytes", article.body.len());
    let front = server.get("/");
    assert!(front.status == 200 && front.body.len() < 300_000, "{} bytes", front.body.len());
}

#[test]
fn lists_with_nested_entities_or_of_the_wrong_kind_get_one_sentence() {
    let feed = "<outline text=\"&l9;\" type=\"rss\" xmlUrl=\"https://quay.example/feed\"/>";
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE opml [{}]><opml version=\"2.0\"><body>{feed}</body></opml>",
        laughs()
    );
    let outside = "<?xml version=\"1.0\"?><!DOCTYPE opml [<!ENTITY p SYSTEM \"file:///etc/passwd\">]><opml><body><outline text=\"&p;\" xmlUrl=\"https://quay.example/feed\"/></body></opml>";
    let bad = "<opml><body><outline text=\"x\" xmlUrl=\"javascript:steal()\"/><outline text=\"y\" xmlUrl=\"file:///etc/passwd\"/></body></opml>";
    let deep = format!(
        "<opml><body>{}<outline xmlUrl=\"https://quay.example/feed\"/>",
        "<outline text=\"folder\">".repeat(50_000)
    );
    for (name, list, status, kept) in [
        ("laughs", bomb.as_str(), 0, 1),
        ("outside", outside, 0, 1),
        ("bad", bad, 1, 0),
        ("deep", deep.as_str(), 0, 1),
        ("cut", "<opml><body><outline text=\"x\" xmlUrl=\"https://quay.example/feed\"/><outline text=\"y\" xmlU", 0, 1),
        ("none", "", 1, 0),
    ] {
        let folder = Folder::new();
        let file = folder.file("list.opml", list.as_bytes());
        let output = caulbart(&folder, &["feed", "import", file.to_str().unwrap()]);
        let (words, complaint) = (told(&output), complained(&output));
        assert_eq!(output.status.code(), Some(status), "{name}: {words}{complaint}");
        assert!(words.len() + complaint.len() < 1_000 && !complaint.contains("panicked"), "{name}: {words}{complaint}");
        let sources = sources(&folder);
        assert_eq!(sources.len(), kept, "{name}");
        for source in &sources {
            let title = source["title"].as_str().unwrap();
            assert!(title.len() <= 1_000 && !title.contains("root:x:"), "{name}: {} bytes", title.len());
        }
    }
}
