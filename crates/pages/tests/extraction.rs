//! Articles on pages as the web makes them.

use pages::{PageHint, extract};

const LONG: &str = "The fire brigade of the town was called at four in the morning, and it took three hours, two ladders and a great deal of water until the last flames were out.";
const SECOND: &str = "Nobody was hurt, said the captain, who had been up all night; the baker, whose shop is next door, handed out bread to everybody who had helped.";
const THIRD: &str = "How the fire began is not known yet, but the council, which met at noon, promised that the old hall would be rebuilt before the winter comes.";

fn article(inside: &str) -> String {
    format!(
        r#"<!doctype html><html lang="en-GB"><head><title>Hall burns down in old town - Town News</title>
        <meta property="og:site_name" content="Town News"><meta name="author" content="By Jane Doe">
        <meta property="article:published_time" content="2026-03-04T10:15:00+01:00"><meta property="og:image" content="/hall.jpg">
        <link rel="canonical" href="/hall?utm_source=x"></head><body>
        <nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav>
        <div class="page"><h1>Hall burns down in old town</h1>{inside}</div>
        <aside class="sidebar"><h2>Most read</h2><ul><li><a href="/1">A cat on a roof was brought down by its owner</a></ul></aside>
        <footer>© 2026 Town News. All rights reserved.</footer></body></html>"#
    )
}

fn check(inside: &str, want: &[&str]) {
    let extracted =
        extract(article(inside).as_bytes(), &PageHint { url: Some("https://town.example/hall"), ..Default::default() });
    assert_eq!(extracted.text, want.join("\n\n"), "{inside}");
}

#[test]
fn the_article_is_found_and_what_is_around_it_is_left() {
    for inside in [
        format!("<div class=entry-content><p>{LONG}<p>{SECOND}<p>{THIRD}</div>"),
        format!("<article><p>{LONG}<p>{SECOND}<p>{THIRD}</article>"),
        format!("<div class=x1>{LONG}<br><br>{SECOND}<br><br>{THIRD}</div>"),
        format!(
            "<div itemprop=articleBody><p>{LONG}<p>{SECOND}<p>{THIRD}</div><div class=comments><p>{LONG}<p>{SECOND}<p>{THIRD}<p>{LONG}</div>"
        ),
        format!(
            "<div class=story><p class=byline>By Jane Doe</p><p>4 March 2026, 10:15</p><p>{LONG}<p>{SECOND}<p>{THIRD}</div>"
        ),
        format!(
            "<div class=story><p>{LONG}<div class=related-links><p><a href=/2>Older fires in the town</a></div><p>{SECOND}<p>{THIRD}</div>"
        ),
        format!(
            "<div class=story><p>{LONG}<p>Advertisement</p><p>{SECOND}<p><a href=/3>Read more: The hall in pictures</a></p><p>{THIRD}</div>"
        ),
        format!(
            "<div class=story><p>{LONG}<p>{SECOND}<p>{THIRD}<h3>Related stories</h3><ul><li><a href=/4>Another fire in the next town</a></ul></div>"
        ),
        format!(
            "<div class=story><figure><img src=/h.jpg><figcaption>The hall before the fire. Photo: J. Doe</figcaption></figure><p>{LONG}<p>{SECOND}<p>{THIRD}</div>"
        ),
        format!(
            "<div class=story><p>{LONG}<div class=newsletter-signup><p>Get the latest news every morning.</p><form><input></form></div><p>{SECOND}<p>{THIRD}</div>"
        ),
        format!(
            "<div><div class=article-body><p>{LONG}</div><div class=ad>x</div><div class=article-body><p>{SECOND}<p>{THIRD}</div></div>"
        ),
    ] {
        check(&inside, &[LONG, SECOND, THIRD]);
    }
}

#[test]
fn headings_lists_and_quotes_belong_to_the_article() {
    check(
        &format!(
            "<div class=entry-content><p>{LONG}<h2>What is left</h2><p>{SECOND}<ul><li>two walls<li>the bell</ul><blockquote><p>We will build it again.</p></blockquote><p>{THIRD}</div>"
        ),
        &[LONG, "What is left", SECOND, "two walls\nthe bell", "We will build it again.", THIRD],
    );
}

#[test]
fn a_page_says_who_when_and_where() {
    let page = article(&format!("<article><p>{LONG}<p>{SECOND}<p>{THIRD}</article>"));
    let extracted =
        extract(page.as_bytes(), &PageHint { url: Some("https://town.example/hall"), ..Default::default() });
    assert_eq!(extracted.title, "Hall burns down in old town");
    assert_eq!(extracted.byline, "Jane Doe");
    assert_eq!(extracted.published.map(|time| time.rfc3339()).as_deref(), Some("2026-03-04T09:15:00Z"));
    assert_eq!(extracted.language.as_deref(), Some("en-GB"));
    assert_eq!(extracted.site, "Town News");
    assert_eq!(extracted.image.as_deref(), Some("https://town.example/hall.jpg"));
    assert_eq!(extracted.canonical.as_deref(), Some("https://town.example/hall"));
    assert_eq!(extracted.excerpt, LONG);
    assert!(extracted.html.starts_with("<p>The fire brigade"));
}

#[test]
fn what_a_page_tells_search_engines_is_used() {
    let body = format!("{LONG} {SECOND} {THIRD}");
    let page = format!(
        r#"<title>x</title><script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebPage"}},
        {{"@type":"NewsArticle","headline":"Hall burns down","author":[{{"name":"Jane Doe"}},{{"name":"John Roe"}}],"datePublished":"2026-03-04",
        "articleBody":"{body}"}}]}}</script><div class=related><p>{LONG}<p>{SECOND}<p>{THIRD}</div>"#
    );
    let extracted = extract(page.as_bytes(), &PageHint::default());
    assert_eq!(extracted.title, "Hall burns down");
    assert_eq!(extracted.byline, "Jane Doe, John Roe");
    assert_eq!(extracted.text, [LONG, SECOND, THIRD].join("\n\n"));
}

#[test]
fn an_operators_rule_comes_first_and_a_bad_one_is_said_to_be() {
    let page = article(&format!(
        "<div class=entry-content><p>{LONG}<p>{SECOND}<p>{THIRD}</div><div id=notice><p>Only this.</p></div>"
    ));
    let with = |rule| extract(page.as_bytes(), &PageHint { rule: Some(rule), ..Default::default() });
    assert_eq!(with("#notice").text, "Only this.");
    for bad in ["#nothing", "p:::"] {
        let extracted = with(bad);
        assert!(extracted.text.starts_with(LONG), "{bad}");
        assert_eq!(extracted.faults.len(), 1, "{bad}");
    }
}

#[test]
fn a_page_without_an_article_is_read_as_far_as_it_goes() {
    for (page, want) in
        [("", ""), ("<p>Hello</p>", "Hello"), ("<script>x</script>", ""), ("plain words", "plain words")]
    {
        assert_eq!(extract(page.as_bytes(), &PageHint::default()).text, want, "{page}");
    }
}
