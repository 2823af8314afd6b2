//! A reader sees what was learned about her, strikes it out, and tunes her timeline; nobody else can.

use crate::stand::{Answer, Folder, Server, ask};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

/// One reader's browser.
struct Reader<'a> {
    server: &'a Server,
    cookie: String,
}

impl<'a> Reader<'a> {
    /// Becomes known by liking the first story.
    fn meets(server: &'a Server) -> Reader<'a> {
        let item = items(&server.wait_for("/", |page| page.link("/story/").is_some()))[0];
        let answer = server.post("/deed", &[FORM, OWN], format!("item={item}&deed=liked&back=/").as_bytes());
        assert_eq!(answer.status, 303, "{}", answer.body);
        let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        Reader { server, cookie }
    }

    fn get(&self, path: &str) -> Answer {
        ask(self.server.address, "GET", path, &[("Cookie", &self.cookie)], b"")
    }

    fn post(&self, path: &str, form: &str) -> Answer {
        self.server.post(path, &[FORM, OWN, ("Cookie", &self.cookie)], form.as_bytes())
    }

    fn front(&self) -> Vec<i64> {
        items(&self.get("/"))
    }

    /// Likes a story that leaves a topic behind, and names that topic.
    fn learned_topic(&self) -> String {
        for item in self.front() {
            self.post("/deed", &format!("item={item}&deed=liked"));
            if let Some(topic) = struck(&self.get("/you"), "topic") {
                return topic;
            }
        }
        panic!("no story of the demo edition teaches a topic");
    }
}

fn items(page: &Answer) -> Vec<i64> {
    page.body
        .split("data-item=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next().and_then(|number| number.parse().ok()))
        .collect()
}

/// What the first "forget this" of a kind on the page would send.
fn struck(page: &Answer, kind: &str) -> Option<String> {
    let at = page.body.find(&format!("name=\"kind\" value=\"{kind}\""))?;
    let rest = &page.body[at..];
    Some(rest.split("name=\"value\" value=\"").nth(1)?.split('"').next()?.to_owned())
}

fn forgets(kind: &str, value: &str) -> String {
    format!("kind={kind}&value={value}&at={kind}")
}

#[test]
fn sliders_hold_over_a_restart_for_the_reader_who_set_them() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let reader = Reader::meets(&server);
    let usual = reader.front();
    assert!(!reader.get("/").body.contains("You have tuned this timeline"));
    let tried = reader.get("/?interest=0&freshness=4&popularity=0");
    assert!(tried.body.contains("not kept yet"));
    assert_ne!(items(&tried), usual, "the page shows what would change");
    assert_eq!(reader.front(), usual, "trying out keeps nothing");
    let kept = reader.post("/sliders", "interest=0&freshness=4&popularity=0&order=for-you");
    assert_eq!((kept.status, kept.header("location")), (303, Some("/")));
    let cookie = reader.cookie.clone();
    assert!(server.stop().success());

    let server = Server::start(&folder, &["--offline"]);
    server.wait_for("/", |page| page.link("/story/").is_some());
    let reader = Reader { server: &server, cookie };
    let again = reader.get("/");
    assert!(again.body.contains("You have tuned this timeline"));
    assert!(again.body.contains("name=\"interest\" type=\"range\" min=\"0\" max=\"4\" step=\"1\" value=\"0\""));
    assert_eq!(items(&again), items(&tried), "the same stories as when she tried it out");
    assert!(!server.get("/").body.contains("You have tuned"), "nobody else's timeline is tuned");
    assert_eq!(reader.post("/sliders", "usual=1").status, 303);
    assert!(!reader.get("/").body.contains("You have tuned this timeline"));
}

#[test]
fn a_slider_out_of_range_is_refused_in_a_sentence() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    server.wait_for("/", |page| page.link("/story/").is_some());
    for value in ["5", "-1", "x", "", "1e9", "999999999999999999999"] {
        let shown = server.get(&format!("/?interest={value}"));
        let kept = server.post("/sliders", &[FORM, OWN], format!("interest={value}").as_bytes());
        for answer in [shown, kept] {
            assert_eq!(answer.status, 400, "{value}");
            assert!(answer.body.contains("the slider “interest” goes from 0 (none) to 4 (much)"), "{}", answer.body);
            assert!(answer.header("set-cookie").is_none(), "nobody is met by a mistake");
        }
    }
    assert_eq!(server.post("/sliders", &[FORM, OWN], b"").status, 400);
    assert_eq!(server.post("/sliders", &[FORM, ("Sec-Fetch-Site", "cross-site")], b"interest=1").status, 403);
}

#[test]
fn a_mute_holds_wherever_the_sliders_stand() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let reader = Reader::meets(&server);
    let source = reader.get("/").link("/source/").unwrap().rsplit('/').next().unwrap().to_owned();
    let link = format!("href=\"/source/{source}\"");
    reader.post("/choices", &format!("verb=mute&kind=source&value={source}"));
    let groups = ["interest", "popularity", "freshness", "source", "variety", "format", "habit"];
    let all = |step: &str| groups.map(|group| format!("{group}={step}")).join("&");
    let one = |loud: &str| groups.map(|group| format!("{group}={}", if group == loud { 4 } else { 0 })).join("&");
    let settings = [all("0"), all("4")].into_iter().chain(groups.map(one));
    for setting in settings {
        assert_eq!(reader.post("/sliders", &setting).status, 303);
        let front = reader.get("/");
        assert!(!items(&front).is_empty(), "{setting}");
        assert!(!front.body.contains(&link), "{setting}");
        assert!(!reader.get(&format!("/?{setting}")).body.contains(&link), "{setting}");
    }
}

#[test]
fn what_a_reader_strikes_out_is_gone_for_her_and_for_nobody_else() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let (one, other) = (Reader::meets(&server), Reader::meets(&server));
    let topic = one.learned_topic();
    while struck(&other.get("/you"), "topic").is_none() {
        other.learned_topic();
    }
    let others = other.get("/you").body;
    for kind in ["topic", "source", "word", "item"] {
        let Some(value) = struck(&one.get("/you"), kind) else { continue };
        assert_eq!(one.post("/you/forget", &forgets(kind, &value)).status, 303);
        let page = one.get("/you").body;
        assert!(!page.contains(&format!(
            "name=\"kind\" value=\"{kind}\"><input type=\"hidden\" name=\"value\" value=\"{value}\""
        )));
    }
    assert_eq!(other.get("/you").body, others, "another reader's profile is as it was");
    // Whoever names somebody, or is nobody, changes nothing.
    let stranger = format!("reader-main={}", "ab".repeat(32));
    for headers in [vec![FORM, OWN], vec![FORM, OWN, ("Cookie", stranger.as_str())]] {
        let answer = server.post("/you/forget", &headers, format!("{}&reader=1", forgets("topic", &topic)).as_bytes());
        assert_eq!(answer.status, 303);
        assert_eq!(server.post("/you/forget-everything", &headers, b"reader=1").status, 303);
        assert!(server.get("/you").body.contains("Nothing yet"), "a stranger sees nobody's profile");
    }
    assert_eq!(other.get("/you").body, others);
    let foreign = [FORM, ("Sec-Fetch-Site", "cross-site"), ("Cookie", other.cookie.as_str())];
    for (path, form) in
        [("/you/forget", forgets("topic", &topic)), ("/you/forget-everything", String::new()), ("/undo", String::new())]
    {
        assert_eq!(server.post(path, &foreign, form.as_bytes()).status, 403, "{path}");
    }
    assert_eq!(other.get("/you").body, others);
    assert_eq!(one.post("/you/forget", "kind=reader&value=1").status, 400);
}

#[test]
fn forgetting_everything_leaves_nothing_but_what_she_chose_even_after_a_restart() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let reader = Reader::meets(&server);
    reader.learned_topic();
    reader.post("/choices", "verb=mute&kind=word&value=zeppelin");
    let asked = reader.get("/you/forget-everything");
    assert!(asked.body.contains("Yes, forget everything"));
    assert!(!reader.get("/you").body.contains("Nothing yet"), "asking alone forgets nothing");
    assert_eq!(reader.post("/you/forget-everything", "").status, 303);
    let cookie = reader.cookie.clone();
    server.kill();
    let server = Server::start(&folder, &["--offline"]);
    let reader = Reader { server: &server, cookie };
    let page = reader.get("/you");
    assert!(page.body.contains("Nothing yet") && page.body.contains("zeppelin"), "{}", page.body);
    let export = reader.get("/you.json").body;
    assert!(export.contains("\"events\": []") && export.contains("\"topics\": []"), "{export}");
}

#[test]
fn the_download_is_complete_and_hers_alone() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let reader = Reader::meets(&server);
    let topic = reader.learned_topic();
    reader.post("/sliders", "habit=0");
    let answer = reader.get("/you.json");
    assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
    assert!(answer.header("content-disposition").unwrap().starts_with("attachment"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.body.contains(&format!("\"topic\": {topic}")), "{}", answer.body);
    assert!(answer.body.contains("\"2222220\"") && answer.body.contains("\"deed\": \"liked\""), "{}", answer.body);
    assert!(!answer.body.contains("\"word\": null"), "every word of the demo edition can be spelt");
    let nobody = server.get("/you.json");
    assert!(nobody.body.contains("\"events\": []") && !nobody.body.contains("liked"), "{}", nobody.body);
}

#[test]
fn less_like_this_shows_before_and_after_and_can_be_undone_once() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let reader = Reader::meets(&server);
    let topic = reader.learned_topic();
    let before = (reader.front(), reader.get("/you").body);
    let item = before.0[1];
    let pressed = reader.post("/deed", &format!("item={item}&deed=hidden&back=/why/{item}"));
    assert_eq!(pressed.header("location"), Some(format!("/changed?back=%2Fwhy%2F{item}").as_str()));
    let change = reader.get(pressed.header("location").unwrap());
    assert!(change.body.contains("Less like this") && change.body.contains("left out: You hid it"), "{}", change.body);
    let row = "<td>2</td><td><span aria-hidden=\"true\">→ </span>left out: You hid it</td>";
    assert!(change.body.contains(row), "{}", change.body);
    assert!(!reader.front().contains(&item));
    // What she does between the two stays learned.
    let kept = reader.front()[0];
    let events = format!(
        r#"[{{"id":77,"item":{kept},"deed":"opened","at":{}}}]"#,
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis()
    );
    let json = [("Content-Type", "application/json"), OWN, ("Cookie", reader.cookie.as_str())];
    assert_eq!(server.post("/events", &json, events.as_bytes()).status, 204);
    let undone = reader.post("/undo", &format!("back=/why/{item}"));
    assert_eq!((undone.status, undone.header("location")), (303, Some(format!("/why/{item}").as_str())));
    assert!(reader.front().contains(&item), "it is back");
    let page = reader.get("/you").body;
    assert!(!page.contains("id=\"hidden\"><h2 class=\"rule-title\">Wanted less of</h2><ul class=\"remembered\"><li>"));
    assert!(page.contains(&format!("href=\"/article/{kept}\"")), "what she read meanwhile is still known");
    let again = reader.post("/undo", "back=/");
    assert_eq!(again.status, 400);
    assert!(again.body.contains("there is nothing to undo"));
    assert!(struck(&reader.get("/you"), "topic").is_some(), "topic {topic} or another is still there");
}

#[test]
fn after_a_restart_or_a_correction_nothing_is_offered_to_be_undone() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let reader = Reader::meets(&server);
    let topic = reader.learned_topic();
    assert_eq!(reader.get("/changed").status, 200);
    reader.post("/you/forget", &forgets("topic", &topic));
    assert_eq!(reader.get("/changed?back=/topics").header("location"), Some("/topics"));
    assert_eq!(reader.post("/undo", "").status, 400, "an undo would bring back what she struck out");
    reader.post("/deed", &format!("item={}&deed=hidden", reader.front()[0]));
    let cookie = reader.cookie.clone();
    server.kill();
    let server = Server::start(&folder, &["--offline"]);
    let reader = Reader { server: &server, cookie };
    assert_eq!(reader.get("/changed").status, 303);
    assert_eq!(reader.post("/undo", "").status, 400);
}
