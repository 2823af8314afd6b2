use super::{samples::*, *};
use feeds::{Hint, parse};
use serde_json::Value;

/// What of a text can stand in XML, with its spaces as feeds read them.
fn sayable(text: &str) -> String {
    let kept: String = text.chars().filter(|each| !each.is_control() && *each != '\u{fffe}').collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn squeezed(text: &str) -> String {
    sayable(text)
}

#[test]
fn a_feed_says_the_same_in_three_formats_and_is_read_back_without_faults() {
    for text in ["The bridge is open", "A < B & C > D", "Straße «Öl» 🦆", "A <b>bridge</b> &amp; more", NASTY] {
        let channel = channel(text);
        for format in Format::ALL {
            let written = format.write(&channel);
            let read = parse(written.as_bytes(), &Hint { content_type: Some(format.media_type()), base: None });
            assert!(read.faults.is_empty(), "{format:?} {text}: {:?}", read.faults);
            let feed = read.feed;
            assert_eq!(feed.link.as_deref(), Some("https://news.example/section/town"), "{format:?}");
            assert_eq!(feed.hub.as_deref(), Some("https://hub.example/"), "{format:?}");
            let own = format!("https://news.example/section/town/{}", format.name());
            assert_eq!(feed.self_link.as_deref(), Some(own.as_str()));
            assert_eq!(feed.language.as_deref(), Some("de"), "{format:?}");
            let [entry] = feed.entries.as_slice() else { panic!("{format:?}: one entry") };
            let meant = &channel.entries[0];
            assert_eq!(entry.id.as_deref(), Some(meant.id.as_str()), "{format:?}");
            assert!(!entry.guid_is_permalink || format != Format::Rss);
            assert_eq!(entry.link.as_deref(), Some(meant.address.as_str()), "{format:?}");
            assert_eq!(entry.published, Some(meant.published), "{format:?}");
            assert_eq!(entry.updated, Some(meant.changed), "{format:?}");
            assert_eq!(entry.language.as_deref(), Some("de"), "{format:?}");
            if format != Format::Json || !text.contains("</") {
                // Titles are plain text there, which our own reader does not believe.
                assert_eq!(entry.title, sayable(text), "{format:?}");
            }
            assert_eq!(entry.authors.len(), 2, "{format:?}");
            if !text.contains("</") {
                // Readers take tags out of names.
                assert_eq!(squeezed(&entry.authors[0].name), sayable(text), "{format:?}");
            }
            let content = entry.content.as_deref().unwrap_or_default();
            assert_eq!(squeezed(&feeds::plain_text(content)), squeezed(&feeds::plain_text(&meant.html)), "{format:?}");
            assert_eq!(entry.categories.len(), 2, "{format:?} {:?}", entry.categories);
            let picture = entry.pictures.first().expect("a picture");
            assert_eq!(picture.url, "https://news.example/picture/1280/a/b", "{format:?}");
        }
    }
}

#[test]
fn whatever_a_text_holds_the_xml_is_well_formed() {
    for written in [rss(&channel(NASTY)), atom(&channel(NASTY)), news(NASTY, Language::ENGLISH, &[piece(NASTY)])] {
        assert!(!written.contains("]]>") && !written.contains("<script"), "{written}");
        let bad = |each: char| each.is_control() && !matches!(each, '\n' | '\t') || each == '\u{fffe}';
        assert!(!written.chars().any(bad));
        let (opened, closed) = (written.matches('<').count(), written.matches('>').count());
        assert_eq!(opened, closed);
        // Every element that is opened is closed, in order.
        let mut open = Vec::new();
        for tag in written.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name)),
                None if tag.starts_with('?') || tag.ends_with('/') => {}
                None => open.push(tag.split([' ', '\n']).next().unwrap()),
            }
        }
        assert!(open.is_empty());
    }
}

/// The page's scripts, read as a browser ends them: at the first `</script`.
fn scripts(head: &str) -> Vec<Value> {
    let found = head.split("<script type=\"application/ld+json\">").skip(1);
    found.map(|rest| serde_json::from_str(rest.split("</script").next().unwrap()).expect("JSON")).collect()
}

#[test]
fn an_article_tells_machines_all_that_search_engines_ask_for() {
    let told = piece("The bridge is open");
    let head = head_of_article(&house("The Town"), &told).into_string();
    let [article, way] = scripts(&head).try_into().expect("two scripts");
    // Required or recommended by Google for articles (2025), and what schema.org has besides.
    for (path, want) in [
        ("/@type", Value::from("NewsArticle")),
        ("/headline", "The bridge is open".into()),
        ("/datePublished", "2026-11-23T09:30:00Z".into()),
        ("/dateModified", "2026-11-23T10:30:00Z".into()),
        ("/author/0/@type", "Person".into()),
        ("/author/0/name", "The bridge is open".into()),
        ("/author/0/url", "https://news.example/author/ada".into()),
        ("/author/1/name", "Bo".into()),
        ("/image/0/url", "https://news.example/picture/1280/a/b".into()),
        ("/image/0/width", 1280.into()),
        ("/image/0/height", 800.into()),
        ("/image/1/url", "https://news.example/article/7/card.jpg?v=1".into()),
        ("/publisher/name", "The Town".into()),
        ("/publisher/logo/url", "https://news.example/assets/x/icon-512.png".into()),
        ("/publisher/logo/width", 512.into()),
        ("/mainEntityOfPage/@id", "https://news.example/article/7-the-bridge".into()),
        ("/description", "The bridge is open".into()),
        ("/articleSection", "The bridge is open".into()),
        ("/keywords/0", "Bridges".into()),
        ("/inLanguage", "de".into()),
        ("/isAccessibleForFree", true.into()),
        ("/wordCount", 412.into()),
        ("/correction/0/@type", "CorrectionComment".into()),
        ("/correction/0/text", "The bridge is open".into()),
    ] {
        assert_eq!(article.pointer(path), Some(&want), "{path}");
    }
    for (path, want) in [
        ("/@type", Value::from("BreadcrumbList")),
        ("/itemListElement/0/item", "https://news.example/".into()),
        ("/itemListElement/1/item", "https://news.example/section/town".into()),
        ("/itemListElement/2/position", 3.into()),
        ("/itemListElement/2/item", "https://news.example/article/7-the-bridge".into()),
    ] {
        assert_eq!(way.pointer(path), Some(&want), "{path}");
    }
    for said in [
        "<link rel=\"canonical\" href=\"https://news.example/article/7-the-bridge\">",
        "<meta property=\"og:image\" content=\"https://news.example/article/7/card.jpg?v=1\">",
        "<meta property=\"og:locale\" content=\"de_DE\">",
        "<meta property=\"article:modified_time\" content=\"2026-11-23T10:30:00Z\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        "href=\"https://news.example/oembed?url=https%3A%2F%2Fnews.example%2Farticle%2F7-the-bridge&amp;format=json\"",
    ] {
        assert!(head.contains(said), "{said}: {head}");
    }
}

#[test]
fn a_clip_is_had_in_every_feed_and_told_to_machines() {
    let film = Film {
        address: "https://news.example/clip/aa/720.mp4".into(),
        media_type: "video/mp4".into(),
        bytes: 236_000,
        duration_ms: 12_400,
        width: 720,
        height: 1280,
    };
    let told = Outgoing { film: Some(film), ..piece("The ferry turns") };
    let channel = Channel { entries: vec![told.clone()], ..channel("Clips") };
    for format in Format::ALL {
        let written = format.write(&channel);
        let read = parse(written.as_bytes(), &Hint { content_type: Some(format.media_type()), base: None });
        assert!(read.faults.is_empty(), "{format:?}: {:?}", read.faults);
        let entry = &read.feed.entries[0];
        let [file] = entry.enclosures.as_slice() else { panic!("{format:?}: {:?}", entry.enclosures) };
        assert_eq!((file.url.as_str(), file.length), ("https://news.example/clip/aa/720.mp4", Some(236_000)));
        assert_eq!((file.media_type.as_str(), entry.duration_seconds), ("video/mp4", Some(12)), "{format:?}");
    }
    let head = head_of_article(&house("The Town"), &told).into_string();
    assert!(head.contains("<meta property=\"og:video\" content=\"https://news.example/clip/aa/720.mp4\">"));
    let video = scripts(&head).swap_remove(0)["video"].take();
    for (field, want) in [
        ("@type", Value::from("VideoObject")),
        ("name", "The ferry turns".into()),
        ("duration", "PT12S".into()),
        ("contentUrl", "https://news.example/clip/aa/720.mp4".into()),
        ("thumbnailUrl", "https://news.example/picture/1280/a/b".into()),
        ("uploadDate", "2026-11-23T09:30:00Z".into()),
    ] {
        assert_eq!(video[field], want, "{field}");
    }
    let asked = Outgoing { adults: true, ..piece("What the lamplighter saw") };
    let written = rss(&Channel { entries: vec![asked], ..channel });
    let read = parse(written.as_bytes(), &Hint { content_type: None, base: None });
    assert_eq!(read.feed.entries[0].explicit, Some(true));
}

#[test]
fn a_running_story_is_a_live_blog_until_it_ends() {
    let mut told = piece("The flood");
    told.updates = vec![(NOW.plus(7_200_000), "It falls.\n\nSlowly.".into()), (NOW.plus(60_000), "It rises.".into())];
    for (running, end) in [(true, None), (false, Some("2026-11-23T11:30:00Z"))] {
        told.running = running;
        let article = linked::article(&house("The Town"), &told);
        assert_eq!(article["@type"][1], "LiveBlogPosting");
        assert_eq!(article["coverageEndTime"].as_str(), end);
        assert_eq!(article["liveBlogUpdate"][0]["headline"], "It falls.");
        assert_eq!(article["liveBlogUpdate"][1]["datePublished"], "2026-11-23T09:31:00Z");
    }
}

#[test]
fn nothing_that_is_written_ends_the_script_that_holds_it() {
    let mut told = piece(NASTY);
    told.updates = vec![(NOW, NASTY.into())];
    let head = head_of_article(&house(NASTY), &told).into_string();
    assert_eq!(head.matches("</script>").count(), 2, "{head}");
    assert_eq!(head.matches("<script").count(), 2);
    assert!(!head.contains("<!--"));
    let [article, way] = scripts(&head).try_into().expect("two scripts");
    assert_eq!(article["headline"], NASTY);
    assert_eq!(article["liveBlogUpdate"][0]["articleBody"], NASTY);
    assert_eq!(way["itemListElement"][1]["name"], NASTY);
    // In attributes too.
    assert!(!head.contains("content=\"\"quoted"), "{head}");
    let quoted = oembed::json(&house(NASTY), &told, None, None);
    let quoted: Value = serde_json::from_str(&quoted).unwrap();
    assert!(!quoted["html"].as_str().unwrap().contains("<script"));
}

#[test]
fn robots_are_told_where_the_map_is_and_machines_that_learn_may_be_sent_away() {
    for (rule, refused) in [(CrawlerRule::Allow, false), (CrawlerRule::Refuse, true)] {
        let text = robots("https://news.example", rule);
        assert!(text.contains("\nSitemap: https://news.example/sitemap.xml\n"), "{text}");
        for name in ["GPTBot", "ClaudeBot", "CCBot", "Google-Extended", "Applebot-Extended", "Bytespider"] {
            assert_eq!(text.contains(&format!("User-agent: {name}\n")), refused, "{name}");
        }
        let group = text.split("User-agent: *\n").nth(1).unwrap();
        assert!(group.contains("Disallow: /newsroom\n") && !group.contains("Disallow: /\n"));
        // What base64 makes of `https://newsroom.example/media`.
        assert!(group.contains("Allow: /picture/*/*/aHR0cHM6Ly9uZXdzcm9vbS5leGFtcGxlL21lZGlh"), "{group}");
    }
}

#[test]
fn an_embedded_article_is_no_wider_than_was_asked() {
    for (most, width, card) in
        [(None, 600, true), (Some(300), 300, false), (Some(100), 100, false), (Some(2_000), 600, true)]
    {
        let told: Value = serde_json::from_str(&oembed::json(&house("x"), &piece("y"), most, None)).unwrap();
        assert_eq!(told["width"], width);
        assert_eq!(told.get("thumbnail_url").is_some(), card);
        assert_eq!(told["type"], "rich");
    }
}
