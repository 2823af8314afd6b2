//! Ghost's exports of several versions.

use std::io::Cursor;
use std::ops::ControlFlow;

use exports::{Body, Part, State, Summary, ghost};

fn read(json: &str) -> (Vec<Part>, Summary) {
    let mut parts = Vec::new();
    let summary = ghost(Cursor::new(json), &mut |part| {
        parts.push(part);
        ControlFlow::Continue(())
    });
    (parts, summary)
}

const WHOLE: &str = r##"{"db":[{"meta":{"exported_on":1,"version":"5.2.0"},"data":{
    "posts":[
        {"id":"p1","title":"Fire","slug":"fire","html":"<p>One</p>","status":"published","type":"post","visibility":"public","featured":1,
         "custom_excerpt":"Short","published_at":"2024-05-01T07:30:00.000Z","updated_at":"2024-05-02 08:00:00","feature_image":"__GHOST_URL__/a.jpg"},
        {"id":"p2","title":"About","slug":"about","html":null,"lexical":"{\"root\":{\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":\"text\",\"text\":\"Us\"}]}]}}","status":"published","type":"page"},
        {"id":"p3","title":"Inside","status":"published","visibility":"paid","html":"x","author_id":"u2"},
        7],
    "posts_authors":[{"post_id":"p1","author_id":"u2","sort_order":1},{"post_id":"p1","author_id":"u1","sort_order":0}],
    "posts_meta":[{"post_id":"p1","feature_image_alt":"Flames","feature_image_caption":"By <b>Ben</b>"}],
    "posts_tags":[{"post_id":"p1","tag_id":"t1","sort_order":0},{"post_id":"p1","tag_id":"t2","sort_order":1}],
    "settings":[{"key":"title","value":"Town"},{"key":"locale","value":"de"}],
    "tags":[{"id":"t1","name":"City","slug":"city"},{"id":"t2","name":"#internal","slug":"hash-internal"}],
    "users":[{"id":"u1","name":"Anna","slug":"anna","email":"anna@town.example","bio":"Writes"},{"id":"u2","name":"Ben","slug":"ben"}]}}]}"##;

#[test]
fn posts_find_their_tags_and_authors_wherever_the_tables_stand() {
    let (parts, summary) = read(WHOLE);
    let keys: Vec<String> = parts.iter().map(Part::key).collect();
    assert_eq!(
        keys,
        [
            "site",
            "author:anna",
            "author:ben",
            "tag:city",
            "medium:__GHOST_URL__/a.jpg",
            "post:p1",
            "post:p2",
            "post:p3",
            "post:post 4"
        ]
    );
    let Part::Post(fire) = &parts[5] else { panic!() };
    assert_eq!((fire.authors.join(","), fire.tags.join(","), fire.pinned), ("anna,ben".into(), "city".into(), true));
    assert_eq!(fire.published.unwrap().rfc3339(), "2024-05-01T07:30:00Z");
    let Part::Medium(lead) = &parts[4] else { panic!() };
    assert_eq!((lead.alt.as_str(), lead.caption.as_str(), &lead.key), ("Flames", "By Ben", &fire.lead));
    let Part::Post(about) = &parts[6] else { panic!() };
    assert_eq!((about.page, &about.body), (true, &Body::Html("<p>Us</p>".to_owned())));
    let Part::Post(inside) = &parts[7] else { panic!() };
    assert_eq!((inside.state, inside.authors.join(",")), (State::Draft, "ben".into()));
    for said in ["Lexical", "members only"] {
        assert!(summary.faults.iter().any(|fault| fault.words.contains(said)), "{said}");
    }
}

#[test]
fn other_shapes_and_broken_exports_give_what_they_have() {
    for (json, posts, said) in [
        (r#"{"data":{"posts":[{"id":1,"title":"A","status":"draft","html":"x"}]}}"#, 1, ""),
        (r#"{"meta":{},"data":{"posts":[{"id":1,"title":"A","status":"draft","mobiledoc":"{}"}]}}"#, 1, "Mobiledoc"),
        (r#"{"db":[{"data":{"posts":[{"id":1,"status":"draft","html":"x"},{"id":2,"ti"#, 1, "cut off"),
        (r#"{"db":[{"data":{"posts":[{"id":1,"status":"draft","html":"x"}, oops"#, 1, "not JSON"),
        ("<rss/>", 0, "no table of posts"),
        ("", 0, "cut off"),
    ] {
        let (parts, summary) = read(json);
        assert_eq!(parts.iter().filter(|part| matches!(part, Part::Post(_))).count(), posts, "{json}");
        let is_said = summary.faults.iter().any(|fault| fault.words.contains(said));
        assert!(is_said || said.is_empty() && summary.faults.is_empty(), "{json}: {:?}", summary.faults);
    }
}
