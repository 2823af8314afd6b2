//! What the commands print, and what they say when they are typed wrong.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::stand::{BINARY, Folder, caulbart, complained, told};

const FEED: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>The Quay</title><link>https://quay.example/</link>
<item><guid>a1</guid><title>Ferry &amp; tram meet at last</title><link>https://quay.example/a1?utm_source=rss</link>
<pubDate>Mon, 23 Nov 2026 08:00:00 +0100</pubDate><author>Ines Holm</author>
<description>&lt;p onclick="x()"&gt;The new stop opens.&lt;script&gt;bad()&lt;/script&gt;&lt;/p&gt;</description>
<enclosure url="https://quay.example/a1.mp3" type="audio/mpeg" length="1234"/></item>
<item><title>No link, no date</title></item>"#;

#[test]
fn a_feed_is_shown_as_the_contract_says() {
    let folder = Folder::new();
    let file = folder.file("quay.xml", FEED.as_bytes());
    let output = caulbart(&folder, &["feed", "test", file.to_str().unwrap(), "--json"]);
    assert!(output.status.success(), "{}", complained(&output));
    let feed: Value = serde_json::from_str(&told(&output)).unwrap();
    assert_eq!(feed["title"], "The Quay");
    assert_eq!(feed["link"], "https://quay.example/");
    assert_eq!(feed["format"], "rss 2.0");
    let first = &feed["items"][0];
    assert_eq!(first["id"], "a1");
    assert_eq!(first["title"], "Ferry & tram meet at last");
    assert_eq!(first["author"], "Ines Holm");
    assert_eq!(first["published"], "2026-11-23T07:00:00Z");
    assert_eq!(first["text"], "The new stop opens.");
    assert!(!first["html"].as_str().unwrap().contains("script"));
    assert_eq!(first["enclosures"][0]["length"], 1234);
    assert_eq!(feed["items"][1]["title"], "No link, no date");
    assert!(!feed["faults"].as_array().unwrap().is_empty(), "the feed ends in the middle: {feed}");
    assert!(feed["faults"][0]["where"].is_string() && feed["faults"][0]["what"].is_string());
}

#[test]
fn an_article_is_taken_out_of_its_page() {
    let folder = Folder::new();
    let paragraphs = "<p>The council voted on Monday to rebuild the old tram depot as a library, with room for a café and a workshop.</p>".repeat(8);
    let page = format!(
        "<html lang=en><head><title>Depot becomes library | The Quay</title><meta property=\"og:title\" content=\"Depot becomes library\">\
         <meta name=author content=\"Ines Holm\"><meta property=\"article:published_time\" content=\"2026-11-20T10:00:00+01:00\"></head>\
         <body><nav><a href=/>Home</a><a href=/sport>Sport</a></nav><article><h1>Depot becomes library</h1>{paragraphs}</article>\
         <footer>All rights reserved</footer></body></html>"
    );
    let file = folder.file("page.html", page.as_bytes());
    let output =
        caulbart(&folder, &["extract", file.to_str().unwrap(), "--url", "https://quay.example/depot", "--json"]);
    assert!(output.status.success(), "{}", complained(&output));
    let article: Value = serde_json::from_str(&told(&output)).unwrap();
    assert_eq!(article["title"], "Depot becomes library");
    assert_eq!(article["byline"], "Ines Holm");
    assert_eq!(article["published"], "2026-11-20T09:00:00Z");
    assert_eq!(article["lang"], "en");
    let text = article["text"].as_str().unwrap();
    assert!(
        text.contains("rebuild the old tram depot") && !text.contains("All rights reserved") && !text.contains("Sport"),
        "{text}"
    );
    for key in ["site", "excerpt", "html", "image"] {
        assert!(article.get(key).is_some(), "{key} is missing");
    }
}

#[test]
fn stories_are_scored_as_the_contract_says() {
    let folder = Folder::new();
    let rows = [
        ("Storm floods harbour of Kelstad", "s1"),
        ("Harbour of Kelstad flooded by storm", "s1"),
        ("Chess champion Mara Quist wins in Oslo", "s2"),
        ("Mara Quist wins chess title in Oslo", "s2"),
    ];
    let lines: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(n, (title, story))| {
            format!(
                r#"{{"id":"{n}","title":"{title}","publisher":"p{n}","time_ms":{},"story":"{story}"}}"#,
                1_795_426_200_000i64 + n as i64 * 60_000
            )
        })
        .collect();
    let file = folder.file("rows.jsonl", lines.join("\n").as_bytes());
    let output = caulbart(&folder, &["story", "evaluate", file.to_str().unwrap(), "--json"]);
    assert!(output.status.success(), "{}", complained(&output));
    let scores: Value = serde_json::from_str(&told(&output)).unwrap();
    assert_eq!(scores["items"], 4);
    assert_eq!(scores["stories"], 2);
    assert_eq!(scores["bcubed"]["f1"], 1.0);
    assert!(scores["pairwise"]["f1"].is_number());
}

#[test]
fn what_is_typed_wrong_gets_one_clear_sentence() {
    let folder = Folder::new();
    let broken = folder.file("broken.jsonl", b"{\"title\":\"x\"}\nnot json\n");
    let page = folder.file("page.html", b"<html><body><p>no feed here</p></body></html>");
    for (arguments, status, says) in [
        (vec!["feed", "test", "/no/such/file.xml"], 1, "/no/such/file.xml"),
        (vec!["feed", "add", "file:///etc/passwd"], 1, "http"),
        (vec!["feed", "add", "http://127.0.0.1:9/feed"], 1, "private"),
        (vec!["feed", "import", page.to_str().unwrap()], 1, "OPML"),
        (vec!["feed", "starter", "xx"], 1, "xx"),
        (vec!["story", "evaluate", broken.to_str().unwrap()], 1, "line 2"),
        (vec!["serve", "--listen", "nowhere"], 2, "--listen"),
        (vec!["timeline", "--reader", "77"], 2, "caulbart access open --reader 77"),
        (vec!["timeline", "--edition", "../up"], 2, "--edition"),
        (vec!["timeline", "--database", "mysql://x"], 2, "--database"),
        (vec!["restore", "/no/such/backup"], 1, "/no/such/backup"),
        (vec!["sing"], 2, "sing"),
    ] {
        let output = caulbart(&folder, &arguments);
        let words = complained(&output);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {words}");
        assert!(words.contains(says), "{arguments:?}: {words}");
        assert!(!words.contains("panicked"), "{arguments:?}: {words}");
    }
}

#[test]
fn a_backup_is_put_back() {
    let folder = Folder::new();
    let file = folder.file("quay.xml", FEED.as_bytes());
    assert!(caulbart(&folder, &["import", file.to_str().unwrap()]).status.success());
    let before = told(&caulbart(&folder, &["timeline", "--json"]));
    assert!(before.contains("Ferry"), "{before}");
    let backup = folder.path().join("kept.backup");
    let output = caulbart(&folder, &["backup", backup.to_str().unwrap()]);
    assert!(output.status.success(), "{}", complained(&output));
    let output = caulbart(&folder, &["backup", backup.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "a backup must not overwrite another");
    let [edition, aside] = ["main", "aside"].map(|name| folder.path().join(name));
    std::fs::rename(&edition, &aside).unwrap();
    let output = caulbart(&folder, &["restore", backup.to_str().unwrap()]);
    assert!(output.status.success(), "{}", complained(&output));
    assert!(told(&output).contains("put back"), "{}", told(&output));
    let refused = complained(&caulbart(&folder, &["timeline", "--json"]));
    assert!(refused.contains("The keys of this edition are in another vault"), "{refused}");
    std::fs::rename(aside.join("vault"), edition.join("vault")).unwrap();
    assert!(told(&caulbart(&folder, &["timeline", "--json"])).contains("Ferry"));
    // The vault is lost for good.
    std::fs::remove_dir_all(&edition).unwrap();
    let output = caulbart(&folder, &["restore", backup.to_str().unwrap(), "--new-vault"]);
    assert!(output.status.success(), "{}", complained(&output));
    assert!(told(&caulbart(&folder, &["timeline", "--json"])).contains("Ferry"));
}

#[test]
fn sources_go_out_as_opml_and_come_in_again() {
    let folder = Folder::new();
    let list = folder.file(
        "list.opml",
        br#"<opml version="2.0"><body><outline text="News"><outline text="The Quay" type="rss" xmlUrl="https://quay.example/feed" htmlUrl="https://quay.example/"/></outline></body></opml>"#,
    );
    assert!(caulbart(&folder, &["feed", "import", list.to_str().unwrap()]).status.success());
    let exported = told(&caulbart(&folder, &["feed", "export"]));
    assert!(exported.contains("https://quay.example/feed") && exported.contains("News"), "{exported}");
    let other = Folder::new();
    let list = other.file("again.opml", exported.as_bytes());
    assert!(caulbart(&other, &["import", list.to_str().unwrap()]).status.success());
    assert!(told(&caulbart(&other, &["feed", "list"])).contains("The Quay"));
}

#[test]
fn a_timeline_says_why_on_the_terminal() {
    let folder = Folder::new();
    let file = folder.file("quay.xml", FEED.as_bytes());
    assert!(caulbart(&folder, &["import", file.to_str().unwrap()]).status.success());
    let output = caulbart(&folder, &["timeline", "--why"]);
    let page = told(&output);
    assert!(page.contains("Ferry & tram meet at last"), "{page}{}", complained(&output));
    let slots: Value = serde_json::from_str(&told(&caulbart(&folder, &["timeline", "--why", "--json"]))).unwrap();
    assert!(slots["slots"][0]["why"].as_array().is_some_and(|why| !why.is_empty()), "{slots}");
    assert!(slots["left_out"].is_array());
    let receipt = told(&caulbart(&folder, &["timeline", "--receipt"]));
    assert!(receipt.starts_with("caulbart timeline receipt 3\n") && receipt.contains("\nslot 1 item "), "{receipt}");
}

#[test]
fn a_timeline_is_computed_again_from_its_bundle_and_what_was_changed_is_seen() {
    let folder = Folder::new();
    let feed = folder.file("quay.xml", FEED.as_bytes());
    assert!(caulbart(&folder, &["import", feed.to_str().unwrap()]).status.success());
    let bundle = folder.file("page.bundle", b"");
    let bundle = bundle.to_str().unwrap();
    let written = caulbart(&folder, &["timeline", "--bundle", bundle]);
    assert!(written.status.success(), "{}", complained(&written));
    let same = caulbart(&folder, &["replay", bundle]);
    assert_eq!(same.status.code(), Some(0), "{}", complained(&same));
    assert!(told(&same).contains("the same, to the byte"), "{}", told(&same));

    let bytes = std::fs::read(bundle).unwrap();
    let text = bytes.iter().position(|&byte| byte == 0).unwrap();
    let receipt = String::from_utf8(bytes[..text].to_vec()).unwrap().replace("slot 1 item", "slot 1 itch");
    std::fs::write(bundle, [receipt.as_bytes(), &bytes[text..]].concat()).unwrap();
    let other = caulbart(&folder, &["replay", bundle]);
    assert_eq!(other.status.code(), Some(1));
    assert!(told(&other).contains("slot 1 itch"), "{}", told(&other));

    std::fs::write(bundle, &bytes[..bytes.len() - 7]).unwrap();
    let broken = caulbart(&folder, &["replay", bundle]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(complained(&broken).contains("breaks off"), "{}", complained(&broken));
}

/// As `caulbart … 2>&1 | head` ends: whoever read what is printed has gone.
#[test]
fn whoever_stops_reading_ends_no_command_in_a_panic() {
    let folder = Folder::new();
    let film = folder.file("no-film.mp4", b"not a film");
    let film = film.to_str().unwrap();
    for (arguments, want) in [
        (&["--help"][..], 0),
        (&["doctor"], 0),
        (&["feed", "list", "--json"], 0),
        (&["timeline", "--why"], 0),
        (&["report"], 0),
        (&["clip", "test", film], 1),
        (&["clip", "test", "nowhere.mp4"], 2),
        (&["feed", "list", "--edition", "../up"], 2),
        (&["feed", "lists"], 2),
    ] {
        let status = |stdout: Stdio, stderr: Stdio| {
            let mut command = Command::new(BINARY);
            command.args(arguments).arg("--data").arg(folder.path()).env("CAULBART_LOG", "trace");
            command.stdin(Stdio::null()).stdout(stdout).stderr(stderr).status().unwrap().code()
        };
        let gone = || {
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            Stdio::from(writer)
        };
        assert_eq!(status(Stdio::null(), Stdio::null()), Some(want), "{arguments:?}");
        assert_eq!(status(gone(), gone()), Some(want), "{arguments:?}, and nobody reads it");
    }
}
