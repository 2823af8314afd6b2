//! What a reader saves, has read, and wishes for is hers: it lasts over a restart, she can prune it, and nobody else sees
//! or changes it.

use serde_json::{Value, json};

use crate::stand::{Answer, Folder, Server, ask};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const JSON: (&str, &str) = ("Content-Type", "application/json");
const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

/// One reader's browser; it outlives a server.
struct Reader(String);

impl Reader {
    /// Becomes known by saving an item.
    fn meets(server: &Server, item: i64) -> Reader {
        let answer = server.post("/saved", &[FORM, OWN], format!("item={item}&verb=save&back=/").as_bytes());
        assert_eq!(answer.status, 303, "{}", answer.body);
        Reader(answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned())
    }

    fn get(&self, server: &Server, path: &str) -> Answer {
        ask(server.address, "GET", path, &[("Cookie", &self.0)], b"")
    }

    fn post(&self, server: &Server, path: &str, form: &str) -> Answer {
        let answer = server.post(path, &[FORM, OWN, ("Cookie", &self.0)], form.as_bytes());
        assert!(answer.status < 400, "{path} {form}: {}", answer.body);
        answer
    }

    fn call(&self, server: &Server, method: &str, path: &str, body: &Value) -> Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        ask(server.address, method, path, &[JSON, OWN, ("Cookie", &self.0)], body.as_bytes())
    }

    fn told(&self, server: &Server, path: &str) -> Value {
        let answer = self.get(server, path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// Opens items now; each number names one event for good.
    fn opens(&self, server: &Server, items: &[i64], first: u64) {
        let now = model::Time::now().0;
        let event = |(number, item): (usize, &i64)| json!({"id": first + number as u64, "item": item, "deed": "opened", "at": now - 5_000 + number as i64});
        let events: Vec<Value> = items.iter().enumerate().map(event).collect();
        assert_eq!(self.call(server, "POST", "/api/v1/events", &json!(events)).status, 204);
    }

    fn read(&self, server: &Server) -> Vec<i64> {
        numbers(&self.told(server, "/api/v1/history")["items"])
    }

    fn slots(&self, server: &Server) -> Vec<i64> {
        numbers(&self.told(server, "/api/v1/timeline")["slots"])
    }
}

fn numbers(list: &Value) -> Vec<i64> {
    list.as_array().unwrap().iter().map(|each| each["item"].as_i64().unwrap()).collect()
}

fn started(folder: &Folder) -> (Server, Vec<i64>) {
    let server = Server::start(folder, &["--offline"]);
    server.wait_for("/", |page| page.link("/story/").is_some());
    let timeline: Value = serde_json::from_str(&server.get("/api/v1/timeline").body).unwrap();
    (server, numbers(&timeline["slots"]))
}

#[test]
fn what_is_saved_stands_on_its_page_in_order_and_is_taken_back() {
    let folder = Folder::new();
    let (server, items) = started(&folder);
    let reader = Reader::meets(&server, items[0]);
    reader.post(&server, "/saved", &format!("item={}&verb=save&back=/", items[3]));
    let saved = || numbers(&reader.told(&server, "/api/v1/saved")["items"]);
    assert_eq!(saved(), [items[3], items[0]]);
    let page = reader.get(&server, "/saved");
    assert!(
        page.body.contains("2 items are put aside") && page.body.contains("all that you have saved"),
        "{}",
        page.body
    );
    let front = reader.get(&server, "/");
    assert_eq!(front.body.matches("value=\"unsave\" aria-pressed=\"true\"").count(), 2);
    assert!(front.body.contains("2 saved for later"));
    let led = reader.post(&server, "/saved", &format!("item={}&verb=unsave&back=/saved", items[3]));
    assert_eq!(led.header("location"), Some("/saved"));
    assert_eq!(saved(), [items[0]]);

    for (method, path, status) in [
        ("PUT", format!("/api/v1/saved/{}", items[5]), 204),
        ("PUT", format!("/api/v1/saved/{}", items[5]), 204),
        ("PUT", "/api/v1/saved/999999".into(), 404),
        ("PUT", "/api/v1/saved/x".into(), 404),
        ("DELETE", format!("/api/v1/saved/{}", items[0]), 204),
        ("DELETE", format!("/api/v1/saved/{}", items[0]), 204),
        ("DELETE", "/api/v1/saved/-1".into(), 404),
        ("GET", "/api/v1/saved?before=yesterday".into(), 400),
    ] {
        assert_eq!(reader.call(&server, method, &path, &Value::Null).status, status, "{method} {path}");
    }
    assert_eq!(saved(), [items[5]]);
}

#[test]
fn a_list_that_is_longer_than_a_page_goes_on_where_it_ended() {
    let folder = Folder::new();
    let (server, _) = started(&folder);
    let newest: Vec<i64> =
        (1..=200).filter(|item| server.get(&format!("/api/v1/items/{item}")).status == 200).take(33).collect();
    assert_eq!(newest.len(), 33, "the demo edition has as many");
    let reader = Reader::meets(&server, newest[0]);
    for item in &newest {
        assert_eq!(reader.call(&server, "PUT", &format!("/api/v1/saved/{item}"), &Value::Null).status, 204);
    }
    reader.opens(&server, &newest, 500);
    for list in ["/api/v1/saved", "/api/v1/history"] {
        let first = reader.told(&server, list);
        let next = first["next"].as_str().unwrap_or_else(|| panic!("{list} has no second page"));
        let second = reader.told(&server, &format!("{list}?before={next}"));
        assert_eq!(second["next"], Value::Null);
        let mut all = [numbers(&first["items"]), numbers(&second["items"])].concat();
        assert_eq!((all.len(), numbers(&second["items"]).len()), (33, 3), "{list}");
        all.sort_unstable();
        assert_eq!(all, newest, "{list}");
    }
    let page = reader.get(&server, "/saved");
    let older = page.link("/saved?before=").unwrap();
    assert!(reader.get(&server, &older).body.contains("all that you have saved"));
    let page = reader.get(&server, "/history");
    assert!(reader.get(&server, &page.link("/history?before=").unwrap()).body.contains("That is all."));
}

#[test]
fn what_is_pruned_is_unlearned_and_the_timeline_is_as_if_it_had_not_been_read() {
    let folder = Folder::new();
    let (server, items) = started(&folder);
    // An item about nothing sensitive: what she reads of it is learned.
    let topic_of = |reader: &Reader| reader.told(&server, "/api/v1/profile")["topics"].as_array().unwrap().clone();
    let reader = Reader::meets(&server, items[0]);
    let fresh = reader.slots(&server);
    let read = items
        .iter()
        .copied()
        .enumerate()
        .find(|(number, item)| {
            reader.opens(&server, &[*item], 10 + *number as u64);
            !topic_of(&reader).is_empty()
        })
        .map(|(_, item)| item)
        .expect("an item with a topic");
    assert!(reader.read(&server).contains(&read));
    assert!(!reader.slots(&server).contains(&read), "what was read has no slot");
    for item in reader.read(&server) {
        assert_eq!(reader.call(&server, "DELETE", &format!("/api/v1/history/{item}"), &Value::Null).status, 204);
    }
    assert_eq!(reader.read(&server), Vec::<i64>::new());
    assert_eq!(topic_of(&reader), Vec::<Value>::new());
    assert_eq!(reader.told(&server, "/api/v1/profile")["events"], json!([]));
    assert_eq!(reader.slots(&server), fresh);

    // Stretches of time: an hour, a day, all of it, from the page.
    for (number, form) in [
        "what=hour".to_owned(),
        "what=today".to_owned(),
        "what=all".to_owned(),
        format!("what=day&from=0&until={}", model::Time::now().plus(model::DAY).0),
        format!("what=range&from=2000-01-01&until={}", &model::Time::now().plus(model::DAY).rfc3339()[..10]),
    ]
    .into_iter()
    .enumerate()
    {
        reader.opens(&server, &items[1..3], 1_000 + 10 * number as u64);
        assert_eq!(reader.read(&server).len(), 2, "{form}");
        let page = reader.get(&server, "/history");
        assert!(page.body.contains("Today") || page.body.contains("Yesterday"), "{}", page.body);
        let led = reader.post(&server, "/history", &form);
        // Just after midnight, today is not the whole of it.
        if form != "what=today" {
            assert_eq!(led.header("location"), Some("/history?forgotten=2"), "{form}");
        }
        reader.post(&server, "/history", "what=all");
        assert_eq!(reader.read(&server), Vec::<i64>::new(), "{form}");
    }
    for (query, status) in
        [("?from=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z", 400), ("?from=noon", 400), ("", 200)]
    {
        let path = format!("/api/v1/history{query}");
        assert_eq!(reader.call(&server, "DELETE", &path, &Value::Null).status, status, "{query}");
    }
}

#[test]
fn the_place_in_an_article_is_kept_and_offered_and_goes_at_its_end() {
    let folder = Folder::new();
    let (server, items) = started(&folder);
    let reader = Reader::meets(&server, items[0]);
    let long = items
        .iter()
        .find(|item| server.get(&format!("/article/{item}")).body.matches("<p>").count() > 5)
        .expect("a long article");
    let (page, place) = (format!("/article/{long}"), format!("/api/v1/items/{long}/place"));
    assert!(!reader.get(&server, &page).body.contains("id=\"go-on\""));
    assert_eq!(reader.post(&server, "/place", &format!("item={long}&place=612")).status, 204);
    assert_eq!(reader.told(&server, &place), json!({"place": 612}));
    let offered = reader.get(&server, &page);
    assert!(offered.body.contains("href=\"#go-on\"") && offered.body.contains("Continue where you were (61%)"));
    assert_eq!(offered.body.matches("id=\"go-on\"").count(), 1);
    for (body, status) in
        [(json!({"place": 300}), 204), (json!({"place": 1001}), 400), (json!({"place": -1}), 400), (json!({}), 400)]
    {
        assert_eq!(reader.call(&server, "PUT", &place, &body).status, status, "{body}");
    }
    assert_eq!(reader.told(&server, &place), json!({"place": 300}));
    assert_eq!(reader.call(&server, "PUT", "/api/v1/items/999999/place", &json!({"place": 300})).status, 404);
    assert_eq!(reader.call(&server, "PUT", &place, &json!({"place": 1000})).status, 204);
    assert_eq!(reader.told(&server, &place), json!({"place": 0}));
}

#[test]
fn nobody_sees_or_changes_what_is_another_reader_s() {
    let folder = Folder::new();
    let (server, items) = started(&folder);
    let (hers, other) = (Reader::meets(&server, items[0]), Reader::meets(&server, items[1]));
    hers.opens(&server, &items[2..4], 10);
    let place = format!("/api/v1/items/{}/place", items[2]);
    assert_eq!(hers.call(&server, "PUT", &place, &json!({"place": 400})).status, 204);
    assert_eq!(hers.call(&server, "PATCH", "/api/v1/wishes", &json!({"order": "newest", "text": "huge"})).status, 204);
    let kept = || {
        (
            hers.told(&server, "/api/v1/saved"),
            hers.told(&server, "/api/v1/history"),
            hers.told(&server, &place),
            hers.told(&server, "/api/v1/wishes"),
        )
    };
    let before = kept();

    assert_eq!(numbers(&other.told(&server, "/api/v1/saved")["items"]), [items[1]]);
    assert_eq!(other.read(&server), Vec::<i64>::new());
    assert_eq!(other.told(&server, &place), json!({"place": 0}));
    assert_eq!(other.told(&server, "/api/v1/wishes")["order"], "for-you");
    let page = other.get(&server, "/saved").body + &other.get(&server, "/history").body;
    assert!(!page.contains(&format!("/article/{}\"", items[0])) && !page.contains(&format!("/article/{}\"", items[2])));

    // The number of an item is all that she can name: it is always her own that goes.
    for (method, path, body) in [
        ("DELETE", format!("/api/v1/saved/{}", items[0]), Value::Null),
        ("DELETE", format!("/api/v1/history/{}", items[2]), Value::Null),
        ("DELETE", "/api/v1/history".into(), Value::Null),
        ("PUT", place.clone(), json!({"place": 1000})),
        ("PATCH", "/api/v1/wishes".into(), json!({"order": "following"})),
    ] {
        assert!(other.call(&server, method, &path, &body).status < 300, "{method} {path}");
    }
    // Nor does a stranger without a cookie, nor one with a made-up one, nor a form from another site.
    let stranger = Reader(format!("reader-main={}", "ab".repeat(32)));
    stranger.post(&server, "/history", "what=all");
    assert_eq!(stranger.read(&server), Vec::<i64>::new());
    assert_eq!(
        numbers(&serde_json::from_str::<Value>(&server.get("/api/v1/saved").body).unwrap()["items"]),
        Vec::<i64>::new()
    );
    let foreign = server.post("/history", &[FORM, ("Sec-Fetch-Site", "cross-site"), ("Cookie", &hers.0)], b"what=all");
    assert_eq!(foreign.status, 403);
    assert_eq!(kept(), before);
}

#[test]
fn an_order_and_all_wishes_last_over_a_restart_and_nonsense_is_refused_whole() {
    let folder = Folder::new();
    let (server, items) = started(&folder);
    let reader = Reader::meets(&server, items[0]);
    reader.post(&server, "/settings", "order=newest&back=/");
    let wished =
        json!({"look": "dark", "contrast": "more", "text": "large", "tongue": "de", "slots": 10, "minutes": 30});
    assert_eq!(reader.call(&server, "PATCH", "/api/v1/wishes", &wished).status, 204);
    for bad in [
        json!({"order": "cheapest"}),
        json!({"look": "light", "slots": 11}),
        json!({"hat": "red"}),
        json!({}),
        json!([]),
        json!({"minutes": 256}),
    ] {
        assert_eq!(reader.call(&server, "PATCH", "/api/v1/wishes", &bad).status, 400, "{bad}");
    }
    let expected = reader.told(&server, "/api/v1/wishes");
    assert_eq!((&expected["order"], &expected["look"]), (&json!("newest"), &json!("dark")));
    assert!(server.stop().success());

    let server = Server::start(&folder, &["--offline"]);
    server.wait_for("/", |page| page.link("/story/").is_some());
    assert_eq!(reader.told(&server, "/api/v1/wishes"), expected);
    assert_eq!(reader.told(&server, "/api/v1/timeline")["order"], "newest");
    let front = reader.get(&server, "/");
    assert!(
        front
            .body
            .contains("<html lang=\"de\" data-look=\"dark\" data-text=\"large\" data-contrast=\"more\" data-whose=\"")
    );
    assert_eq!(front.body.matches("data-slot=").count(), 10, "the page ends where she wished");
    assert!(front.body.contains("Zeit für eine Pause") && front.body.contains("all=1"));
    let all = reader.get(&server, &front.link("/?order=newest&amp;all=1").unwrap().replace("&amp;", "&"));
    assert!(all.body.matches("data-slot=").count() > 10);
    assert_eq!(numbers(&reader.told(&server, "/api/v1/saved")["items"]), [items[0]]);
    let exported = reader.told(&server, "/you.json");
    assert_eq!((&exported["wishes"]["order"], &exported["saved"][0]["item"]), (&json!("newest"), &json!(items[0])));
}

#[test]
fn a_first_visit_is_asked_once_and_what_is_followed_counts() {
    let folder = Folder::new();
    let (server, _) = started(&folder);
    let asked = server.get("/");
    assert!(asked.body.contains("What would you like more of?"));
    assert!(asked.header("set-cookie").is_none(), "to be asked leaves no trace");
    let slug = asked.body.split("name=\"topic\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let skipped = server.post("/welcome", &[FORM, OWN], b"skip=1");
    let cookie = skipped.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(cookie, "asked=yes", "nobody is met");
    let after = ask(server.address, "GET", "/", &[("Cookie", &cookie)], b"");
    assert!(!after.body.contains("What would you like more of?"));
    let follows = server.post("/welcome", &[FORM, OWN], format!("topic={slug}").as_bytes());
    let reader = Reader(follows.header("set-cookie").unwrap().split(';').next().unwrap().to_owned());
    assert!(!reader.get(&server, "/").body.contains("What would you like more of?"));
    let choices = reader.told(&server, "/api/v1/choices");
    assert_eq!((choices.as_array().unwrap().len(), &choices[0]["choice"]), (1, &json!("follow")));
}

#[test]
fn what_a_rule_saves_is_saved_like_everything_else() {
    let folder = Folder::new();
    let (server, items) = started(&folder);
    server.wait_for("/search?q=harbour", |page| page.link("/article/").is_some());
    // Only the rule saves what it finds.
    let reader = Reader::meets(&server, items[0]);
    reader.post(&server, "/saved", &format!("item={}&verb=unsave&back=/", items[0]));
    let kept = reader.post(&server, "/rules", "q=harbour&task=save&name=Quay");
    let rule = kept.header("location").unwrap().split('?').next().unwrap().to_owned();
    reader.post(&server, &rule, "do=apply");
    let saved = numbers(&reader.told(&server, "/api/v1/saved")["items"]);
    assert!(!saved.is_empty());
    let marked: Vec<i64> = reader.told(&server, "/api/v1/timeline")["slots"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|slot| slot["saved"] == true)
        .map(|slot| slot["item"].as_i64().unwrap())
        .collect();
    assert!(!marked.is_empty() && marked.iter().all(|item| saved.contains(item)), "{marked:?} of {saved:?}");
}
