//! Moving in and out, whole.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{collections::BTreeMap, fs, ops::ControlFlow, path::Path, path::PathBuf};

use model::{CommentId, CommentState, ItemId, ManuscriptId, ManuscriptState};
use newsroom::{Content, Editor, Export, Moved, Ways};
use store::{ManuscriptRow, NewComment, Owner, Spoken};

mod house;
use house::{House, NOW, house};

impl House {
    async fn take(&self, path: &Path, media: Option<PathBuf>) -> Moved {
        self.take_until(path, media, usize::MAX).await
    }

    /// Stops after so many rounds of articles.
    async fn take_until(&self, path: &Path, media: Option<PathBuf>, rounds: usize) -> Moved {
        let export = Export::at(path).unwrap().expect("an export");
        let mut left = rounds;
        let mut told = |_: &Moved| {
            left -= 1;
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let ways = Ways { media, site: None, fetch: None, told: &mut told };
        self.room.move_in(export, ways, NOW).await.unwrap()
    }

    async fn all(&self) -> Vec<ManuscriptRow> {
        self.store.manuscripts_after(ManuscriptId(0), 100_000).await.unwrap()
    }

    async fn content(&self, row: &ManuscriptRow) -> Content {
        Content::read(&self.store.revision_content(row.draft.unwrap()).await.unwrap().unwrap())
    }

    async fn called(&self, headline: &str) -> (ManuscriptRow, Content) {
        let row = self.all().await.into_iter().find(|row| row.headline == headline);
        let row = row.unwrap_or_else(|| panic!("{headline} is not here"));
        let content = self.content(&row).await;
        (row, content)
    }

    async fn body_shown(&self, row: &ManuscriptRow) -> String {
        self.store.item(row.item.unwrap()).await.unwrap().unwrap().body
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join("exports").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn picture() -> Vec<u8> {
    let drawn = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/pictures/tram.jpg"));
    fs::read(drawn).unwrap()
}

fn wxr(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"
        xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>
        <title>Town</title><link>https://town.example</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://town.example</wp:base_site_url>
        <wp:author><wp:author_login>ann</wp:author_login><wp:author_display_name>Ann Lee</wp:author_display_name></wp:author>
        <wp:category><wp:category_nicename>harbour</wp:category_nicename><wp:cat_name>The Harbour</wp:cat_name></wp:category>
        {items}</channel></rss>"
    )
}

fn post(id: u32, title: &str, body: &str, more: &str) -> String {
    format!(
        "<item><title>{title}</title><link>https://town.example/2020/08/{id}/</link><guid>https://town.example/?p={id}</guid>
        <dc:creator>ann</dc:creator><content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{id}</wp:post_id>
        <wp:post_date_gmt>2020-08-05 10:00:00</wp:post_date_gmt><wp:post_modified_gmt>2020-08-06 10:00:00</wp:post_modified_gmt>
        <wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:comment_status>open</wp:comment_status>
        <category domain=\"category\" nicename=\"harbour\"><![CDATA[The Harbour]]></category>
        <category domain=\"post_tag\" nicename=\"boats\"><![CDATA[Boats]]></category>{more}</item>"
    )
}

fn attachment(id: u32, file: &str) -> String {
    format!(
        "<item><title>{file}</title><wp:post_id>{id}</wp:post_id><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>
        <excerpt:encoded>The tram</excerpt:encoded><wp:attachment_url>https://town.example/wp-content/uploads/{file}</wp:attachment_url>
        <wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>A tram</wp:meta_value></wp:postmeta></item>"
    )
}

fn lead(id: u32) -> String {
    format!("<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>{id}</wp:meta_value></wp:postmeta>")
}

fn said(moved: &Moved) -> String {
    moved.faults.iter().map(|fault| format!("{fault}\n")).collect()
}

/// What an edition holds, but for the numbers that things have in it.
async fn state_of(house: &House) -> Vec<String> {
    let mut lines = Vec::new();
    for row in house.all().await {
        let content = house.content(&row).await;
        lines.push(format!(
            "{:?} {:?} {:?} {} {}",
            row.origin,
            row.state,
            row.published,
            row.headline,
            content.to_json()
        ));
    }
    lines.sort();
    for (from, to) in house.store.redirects("", 100_000).await.unwrap() {
        let item: i64 = to.strip_prefix("/article/").unwrap().parse().unwrap();
        let row = house.store.manuscript_of(ItemId(item)).await.unwrap().unwrap();
        lines.push(format!("{from} -> {}", row.headline));
    }
    lines
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wordpress_site_moves_in_with_its_pictures_and_addresses() {
    let house = house().await;
    for (name, bytes) in
        [("uploads/2020/tram.jpg", picture()), ("uploads/2020/not.jpg", b"<svg onload=alert(1)>".to_vec())]
    {
        house.file(name, bytes);
    }
    let body = "<!-- wp:paragraph --><p>One &amp; <b>two</b>.</p><!-- /wp:paragraph -->
        <figure><img src=\"https://town.example/wp-content/uploads/2020/tram-300x200.jpg\" alt=\"Mine\"/><figcaption>Here</figcaption></figure>
        <p><img src=\"https://elsewhere.example/x.jpg\" alt=\"far\"/></p>";
    let items = post(1, "Fire &amp; water", body, &lead(9))
        + &post(2, "Later", "<p>Soon.</p>", "").replace("2020-08-05", "2099-01-01")
        + &post(3, "Half", "<p>Not done.</p>", "").replace("publish", "draft")
        + &post(4, "", "<p>No headline at all.</p>", "")
        + &attachment(9, "2020/tram.jpg")
        + &attachment(10, "2020/not.jpg");
    let file = house.file("town.xml", wxr(&items));
    let uploads = house.folder.path().join("exports/uploads");
    let moved = house.take(&file, Some(uploads)).await;

    assert_eq!(
        (moved.articles, moved.drafts, moved.authors, moved.sections, moved.media),
        (2, 2, 1, 1, 1),
        "{}",
        said(&moved)
    );
    assert!(said(&moved).contains("not.jpg"), "{}", said(&moved));
    let (fire, content) = house.called("Fire & water").await;
    assert_eq!(fire.state, ManuscriptState::Published);
    assert_eq!(fire.published.unwrap().rfc3339(), "2020-08-05T10:00:00Z");
    assert_eq!((content.section.as_str(), content.tags.join(",")), ("harbour", "Boats".to_owned()));
    let medium = content.lead.expect("it has a lead");
    assert!(content.body.contains(&format!("![Mine](media:{medium} \"Here\")")), "{}", content.body);
    assert!(content.body.contains("https://elsewhere.example/x.jpg"), "{}", content.body);
    assert!(house.body_shown(&fire).await.contains("newsroom.example/media/"));
    let piece = house.room.piece(fire.item.unwrap()).await.unwrap().unwrap();
    assert_eq!(piece.authors[0].name, "Ann Lee");
    assert_eq!(piece.section.unwrap().1, "The Harbour");
    assert_eq!(piece.lead.unwrap().alt, "A tram");
    let article = format!("/article/{}", fire.item.unwrap());
    for old in ["/2020/08/1/", "/?p=1"] {
        assert_eq!(house.room.redirect(old).await.unwrap(), Some(article.clone()), "{old}");
    }
    let (later, _) = house.called("Later").await;
    assert_eq!((later.state, later.item), (ManuscriptState::Scheduled, None));
    assert_eq!(later.scheduled.unwrap().rfc3339(), "2099-01-01T10:00:00Z");
    assert_eq!(house.called("Half").await.0.state, ManuscriptState::Draft);
    house.called("No headline at all.").await;

    let again = house.take(&file, None).await;
    assert_eq!((again.articles, again.drafts, again.authors, again.media, again.skipped), (0, 0, 0, 0, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_remote_lead_begins_the_text_unless_the_text_shows_it() {
    let house = house().await;
    let shown = "<p>Words.</p><img src=\"https://town.example/wp-content/uploads/2020/tram-300x200.jpg\">";
    let items = post(1, "Bare", "<p>Words.</p>", &lead(9))
        + &post(2, "Shown", shown, &lead(9))
        + &attachment(9, "2020/tram.jpg");
    let file = house.file("town.xml", wxr(&items));
    let moved = house.take(&file, None).await;
    let address = "https://town.example/wp-content/uploads/2020/tram.jpg";
    let (_, bare) = house.called("Bare").await;
    assert_eq!(bare.body, format!("![A tram]({address} \"The tram\")\n\nWords.\n"));
    assert_eq!(house.called("Shown").await.1.body.matches("![").count(), 1);
    assert!(said(&moved).contains("--fetch-media"), "{}", said(&moved));

    // The same with somebody who fetches.
    let other = self::house().await;
    let mut told = |_: &Moved| ControlFlow::Continue(());
    let fetch = Box::new(|address: String| {
        Box::pin(async move { address.ends_with("tram.jpg").then(picture) })
            as std::pin::Pin<Box<dyn Future<Output = Option<Vec<u8>>> + Send>>
    });
    let ways = Ways { media: None, site: None, fetch: Some(fetch), told: &mut told };
    let moved = other.room.move_in(Export::at(&file).unwrap().unwrap(), ways, NOW).await.unwrap();
    assert_eq!(moved.media, 1);
    assert!(other.called("Bare").await.1.lead.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_stopped_goes_on_and_has_everything_once() {
    let items: String = (1..=450).map(|id| post(id, &format!("Article {id}"), "<p>Words of it.</p>", "")).collect();
    let (stopped, whole) = (house().await, house().await);
    let file = stopped.file("town.xml", wxr(&items));
    let first = stopped.take_until(&file, None, 1).await;
    assert!(first.stopped && first.articles == 200, "{first:?}");
    let second = stopped.take(&file, None).await;
    assert_eq!((second.articles, second.skipped, second.stopped), (250, 200, false));
    whole.take(&file, None).await;
    assert_eq!(state_of(&stopped).await, state_of(&whole).await);
    let third = stopped.take(&file, None).await;
    assert_eq!((third.articles, third.skipped, third.redirects), (0, 450, 0));
    assert_eq!(state_of(&stopped).await, state_of(&whole).await);

    // An export that was cut off in the middle, and the whole one after it.
    let cut = house().await;
    let text = wxr(&items);
    let half = cut.file("half.xml", &text[..text.len() / 2]);
    assert!(!cut.take(&half, None).await.is_whole());
    cut.take(&file, None).await;
    assert_eq!(cut.all().await.len(), 450);
}

#[tokio::test(flavor = "multi_thread")]
async fn script_in_every_field_is_text_or_nothing() {
    let evil = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;Evil";
    let body = "<script>alert(1)</script><p onclick=\"alert(1)\">Words</p><a href=\"javascript:alert(1)\">x</a><svg onload=alert(1)>
        <img src=\"javascript:alert(1)\"><img src=\"https://a.example/x.jpg\" alt='\"><script>alert(1)</script>'>[caption]<iframe src=\"https://evil.example\"></iframe>";
    let more = format!(
        "<excerpt:encoded>{evil}</excerpt:encoded><category domain=\"post_tag\" nicename=\"&lt;script&gt;\">{evil}</category>
        <category domain=\"category\" nicename=\"&quot;&gt;&lt;script&gt;\">{evil}</category>"
    );
    let house = house().await;
    let text = wxr(&post(1, evil, body, &more))
        .replace("Ann Lee", evil)
        .replace("https://town.example/2020/08/1/", "javascript:alert(1)");
    let file = house.file("town.xml", text);
    let moved = house.take(&file, None).await;
    assert_eq!(moved.articles, 1, "{}", said(&moved));
    let row = house.all().await.remove(0);
    let html = house.body_shown(&row).await;
    for bad in ["<script", "onclick", "onerror=", "<svg", "javascript:", "<iframe"] {
        assert!(!html.contains(bad), "{bad} in {html}");
    }
    assert!(row.slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{}", row.slug);
    for author in house.room.authors().await.unwrap() {
        assert!(!author.slug.contains('<') && !author.site.contains("javascript"), "{author:?}");
    }
    for (from, to) in house.store.redirects("", 10).await.unwrap() {
        assert!(from.starts_with('/') && to.starts_with("/article/"), "{from} {to}");
    }
}

fn comment(id: u32, parent: u32, approved: &str, text: &str) -> String {
    format!(
        "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>Bob {id}</wp:comment_author><wp:comment_author_email>bob@private.example</wp:comment_author_email>
        <wp:comment_author_url>javascript:alert(1)</wp:comment_author_url><wp:comment_date_gmt>2020-08-0{id} 10:00:00</wp:comment_date_gmt>
        <wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn comments_come_along_with_what_they_answer_and_addresses_stay_apart() {
    let house = house().await;
    let more = comment(2, 1, "1", "I <b>answer</b> &amp; agree.<script>alert(1)</script>")
        + &comment(1, 0, "1", "First\nand second line.")
        + &comment(3, 0, "spam", "Buy!")
        + &comment(4, 0, "0", "Waits.");
    let file = house.file("town.xml", wxr(&post(1, "Fire", "<p>Words.</p>", &more)));
    let moved = house.take(&file, None).await;
    assert_eq!((moved.articles, moved.comments), (1, 4), "{}", said(&moved));
    let (fire, _) = house.called("Fire").await;
    let kept = house.store.comments_below(fire.id, CommentId(0), 10).await.unwrap();
    let lines: Vec<String> =
        kept.iter().map(|row| format!("{} {} {:?} {}", row.name, row.at.rfc3339(), row.state, row.text)).collect();
    assert_eq!(
        lines,
        [
            "Bob 1 2020-08-01T10:00:00Z Shown First\nand second line.",
            "Bob 2 2020-08-02T10:00:00Z Shown I answer & agree.",
            "Bob 3 2020-08-03T10:00:00Z Spam Buy!",
            "Bob 4 2020-08-04T10:00:00Z Held Waits.",
        ]
    );
    assert_eq!((kept[1].parent, kept[0].website.as_str()), (Some(kept[0].id), ""));
    assert_eq!(house.store.comment_count(fire.id).await.unwrap(), 2);
    assert_eq!(house.take(&file, None).await.comments, 0);
    assert_eq!(house.store.comments_below(fire.id, CommentId(0), 10).await.unwrap().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn ghost_and_folders_of_markdown_move_in() {
    let house = house().await;
    let ghost = r#"{"db":[{"meta":{"exported_on":1,"version":"5.2.0"},"data":{"posts":[{"id":"p1","title":"Fire","slug":"fire","status":"published","type":"post","visibility":"public",
        "html":"<p>One</p><img src=\"__GHOST_URL__/content/images/2020/tram.jpg\">","published_at":"2020-05-01T07:30:00.000Z","feature_image":"__GHOST_URL__/content/images/2020/tram.jpg"}],
        "users":[{"id":"u1","name":"Ann Lee","slug":"ann"}],"posts_authors":[{"post_id":"p1","author_id":"u1"}]}}]}"#;
    let file = house.file("ghost.json", ghost);
    house.file("images/2020/tram.jpg", picture());
    let moved = house.take(&file, Some(house.folder.path().join("exports/images"))).await;
    assert_eq!((moved.articles, moved.media, moved.authors), (1, 1, 1), "{}", said(&moved));
    let (fire, content) = house.called("Fire").await;
    assert!(content.lead.is_some() && content.body.contains("](media:"), "{content:?}");
    assert_eq!(house.room.redirect("/fire/").await.unwrap(), Some(format!("/article/{}", fire.item.unwrap())));

    house.file("site/posts/boats/index.md", "---\ntitle: Boats\ndate: 2021-02-03\nauthor: Ann\ncategories: [Harbour News]\ntags: [Boats]\nimage: tram.jpg\n---\nOne.\n\n![A tram](./tram.jpg \"Here\")\n\n![No](gone.jpg) ![x](media:1)\n");
    house.file("site/posts/boats/tram.jpg", picture());
    house.file("site/note.md", "# A note\n\nNo front matter.");
    let moved = house.take(&house.folder.path().join("exports/site"), None).await;
    assert_eq!((moved.articles, moved.drafts, moved.media), (1, 1, 1), "{}", said(&moved));
    let (_, boats) = house.called("Boats").await;
    assert_eq!(boats.section, "harbour-news");
    assert!(boats.lead.is_some() && boats.body.contains("![A tram](media:2 \"Here\")"), "{}", boats.body);
    assert!(!boats.body.contains("media:1"), "a number of somebody else is none of ours: {}", boats.body);
    assert_eq!(house.called("A note").await.0.state, ManuscriptState::Draft);
    assert_eq!(house.take(&house.folder.path().join("exports/site"), None).await.skipped, 2);
}

/// Every file by its name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(each) = folders.pop() {
        for entry in fs::read_dir(each).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The addresses of articles have numbers, which others have in another edition.
fn without_numbers(files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let lines = |text: &str| -> String {
        text.lines().filter(|line| !line.starts_with("aliases: [\"/article/")).map(|line| format!("{line}\n")).collect()
    };
    files.into_iter().map(|(name, bytes)| (name, lines(&String::from_utf8_lossy(&bytes)))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moved_out_moves_in_again_without_loss() {
    let house = house().await;
    let chief = Editor { reader: model::ReaderId(0), name: "Ann".to_owned(), role: model::Role::Chief };
    let room = &house.room;
    let medium = room.add_picture(&chief, "The tram.jpg", picture(), NOW).await.unwrap();
    let mut words = room.picture(medium).await.unwrap().unwrap();
    (words.alt, words.caption, words.credit, words.focus) =
        ("A tram".into(), "In \"March\"".into(), "Ann".into(), (333, 250));
    room.change_picture(&chief, words, None).await.unwrap();
    let author = room.add_author(&chief, "Ann Lee", NOW).await.unwrap();
    let mut hers = room.author_called("ann-lee").await.unwrap().unwrap();
    (hers.about, hers.site, hers.picture) =
        ("Writes <b>&amp; rows.\nDaily.".into(), "https://ann.example/".into(), Some(medium));
    room.change_author(&chief, hers).await.unwrap();
    for name in ["World", "The Harbour", "Empty"] {
        room.set_section(&chief, name).await.unwrap();
    }
    let content = |headline: &str| Content {
        kicker: "Trams: and \"more\"".into(),
        headline: headline.into(),
        standfirst: "A *standfirst* & more".into(),
        body: format!(
            "One.\n\n![A](media:{medium} \"Here\")\n\n::: pull\nWords.\n— Ann\n:::\n\n`![x](media:{medium})`  \n---\nEnd"
        ),
        language: "en".into(),
        place: "Anselmouth".into(),
        section: "the-harbour".into(),
        tags: vec!["Boats & trams".into(), "Öl".into()],
        authors: vec![author.0],
        lead: Some(medium.0),
        slug: String::new(),
        closed: true,
        ..Content::default()
    };
    let mut ids = Vec::new();
    for headline in ["Draft", "Review", "Scheduled", "Published", "Withdrawn", "Running"] {
        ids.push(room.begin(&chief, content(headline), NOW).await.unwrap());
    }
    room.hand_in(&chief, ids[1], NOW).await.unwrap();
    room.schedule(&chief, ids[2], NOW.plus(model::DAY), NOW).await.unwrap();
    for id in &ids[3..] {
        room.publish(&chief, *id, None, NOW).await.unwrap();
    }
    let corrected = NOW.plus(60_000);
    room.publish(&chief, ids[3], Some("It was \"wrong\".\nNow right."), corrected).await.unwrap();
    room.tell(&chief, ids[5], "News *since*.", corrected).await.unwrap();
    room.withdraw(&chief, ids[4], "Not true.", corrected).await.unwrap();
    room.set_redirect(&chief, "/old/", "/about", NOW).await.unwrap();
    let item = house.called("Published").await.0.item.unwrap();
    room.set_redirect(&chief, "/2020/x/", &format!("/article/{item}"), NOW).await.unwrap();

    let mut parent = None;
    for (name, text) in [("Bob", "First & <b>foremost</b>.\n\nTwo."), ("Cid", "I answer.")] {
        let new = NewComment {
            manuscript: ids[3],
            parent,
            owner: Owner::Guest([1; 32]),
            staff: false,
            name: name.to_owned(),
            website: "https://bob.example/".to_owned(),
            text: text.to_owned(),
            fingerprint: 1,
            state: CommentState::Shown,
            doubts: String::new(),
            address: Some(store::SealedAddress { mark: "bob".into(), sealed: vec![1] }),
            wants: false,
            language: "en",
        };
        let Spoken::Kept(id) = house.store.add_comment(new, None, NOW).await.unwrap() else { panic!() };
        parent = Some(id);
    }

    let first = house.folder.path().join("out");
    let out = room.move_out(&first, "https://a.example", &mut |_| ()).await.unwrap();
    assert_eq!((out.articles, out.media, out.authors, out.sections, out.faults.len()), (6, 1, 1, 3, 0), "{out:?}");
    assert!(room.move_out(&first, "", &mut |_| ()).await.is_err(), "what is there is never written over");

    let other = self::house().await;
    let later = NOW.plus(600_000);
    let mut told = |_: &Moved| ControlFlow::Continue(());
    let ways = Ways { media: None, site: None, fetch: None, told: &mut told };
    let moved = other.room.move_in(Export::at(&first).unwrap().unwrap(), ways, later).await.unwrap();
    assert_eq!((moved.articles, moved.drafts, moved.media), (2, 4, 1), "{}", said(&moved));
    assert_eq!(said(&moved), "");
    assert_eq!(other.room.redirect("/old/").await.unwrap().as_deref(), Some("/about"));
    let (published, _) = other.called("Published").await;
    assert_eq!((published.published, published.corrected), (Some(NOW), Some(corrected)));
    assert_eq!(other.room.redirect("/2020/x/").await.unwrap(), Some(format!("/article/{}", published.item.unwrap())));
    let piece = other.room.piece(published.item.unwrap()).await.unwrap().unwrap();
    assert_eq!((piece.corrections.len(), piece.lead.unwrap().focus), (1, (333, 250)));
    assert_eq!(other.called("Withdrawn").await.0.reason, "Not true.");
    let below = other.store.comments_below(published.id, CommentId(0), 10).await.unwrap();
    assert_eq!((below.len(), below[1].parent, below[1].thread), (2, Some(below[0].id), below[0].id));
    assert_eq!(below[0].text, "First & <b>foremost</b>.\n\nTwo.");

    let second = other.folder.path().join("out");
    fs::create_dir(&second).unwrap();
    other.room.move_out(&second, "https://a.example", &mut |_| ()).await.unwrap();
    let (before, after) = (files(&first), files(&second));
    assert!(before.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("bob@private.example")));
    assert_eq!(without_numbers(before), without_numbers(after));

    // Back where it came from, nothing comes twice.
    let back = house.take(&first, None).await;
    assert_eq!(
        (back.skipped, back.articles, back.drafts, back.media, back.authors),
        (6, 0, 0, 0, 0),
        "{}",
        said(&back)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_export_of_the_suite_moves_in_or_says_what_could_not() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/wxr"));
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        println!("skipped: no exports");
        return;
    }
    let mut seen = 0;
    for name in files(folder).into_keys().filter(|name| name.ends_with(".xml")) {
        let house = house().await;
        let moved = house.take(&folder.join(&name), None).await;
        let here = house.all().await;
        assert_eq!(here.len() as u32, moved.articles + moved.drafts, "{name}");
        let came = !here.is_empty() || moved.authors > 0;
        assert!(came || !moved.faults.is_empty(), "{name}: nothing came, and nothing was said");
        for row in here.iter().filter(|row| row.state == ManuscriptState::Published) {
            let html = house.body_shown(row).await;
            assert!(!html.contains("<script") && !html.contains("onclick="), "{name}: {}", row.headline);
        }
        seen += 1;
    }
    assert!(seen >= 37, "{seen}");
}
