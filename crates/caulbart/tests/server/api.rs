//! What programs see is what pages show, and what is wrong they are told as a problem (RFC 9457).

use serde_json::{Value, json};

use crate::stand::{Answer, Folder, Server, ask};

const JSON: (&str, &str) = ("Content-Type", "application/json");
const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

fn told(answer: &Answer) -> Value {
    assert!(answer.header("content-type").unwrap().starts_with("application/json"), "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

fn problem(answer: &Answer, status: u16) -> Value {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    let problem: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["status"], status);
    assert!(problem["detail"].as_str().is_some_and(|words| words.ends_with('.')), "{problem}");
    problem
}

fn started(folder: &Folder) -> Server {
    let server = Server::start(folder, &[]);
    server.wait_for("/", |page| page.link("/story/").is_some());
    server
}

#[test]
fn a_program_reads_what_the_pages_show() {
    let folder = Folder::new();
    let server = started(&folder);
    let timeline = told(&server.get("/api/v1/timeline"));
    let slots = timeline["slots"].as_array().unwrap();
    assert_eq!(timeline["order"], "for-you");
    assert!(slots.len() > 5 && slots.iter().all(|slot| slot["reason"].as_str().is_some_and(|words| !words.is_empty())));
    let page = server.get("/");
    assert!(page.body.contains(&format!("data-item=\"{}\"", slots[0]["item"])), "the page has the same first slot");

    let item = slots[0]["item"].as_i64().unwrap();
    let article = told(&server.get(&format!("/api/v1/items/{item}")));
    assert_eq!(article["headline"], slots[0]["headline"]);
    assert!(!article["body"].as_str().unwrap().contains("<script"));
    let why = told(&server.get(&format!("/api/v1/items/{item}/why")));
    assert_eq!(why["position"], 1);
    assert!(why["candidates"].as_u64().unwrap() >= slots.len() as u64);

    let story = slots.iter().find(|slot| !slot["story"].is_null()).unwrap();
    let told_by = told(&server.get(&format!("/api/v1/stories/{}", story["story"]["id"])));
    assert_eq!(told_by["coverage"].as_array().unwrap().len() as u64, story["story"]["items"].as_u64().unwrap());

    let topics = told(&server.get("/api/v1/topics"));
    let slug = topics[0]["topic"]["slug"].as_str().unwrap().to_owned();
    assert_eq!(told(&server.get(&format!("/api/v1/topics/{slug}")))["topic"]["slug"], slug);
    let sources = told(&server.get("/api/v1/sources"));
    let source = told(&server.get(&format!("/api/v1/sources/{}", sources[0]["id"])));
    assert_eq!(source["title"], sources[0]["title"]);
    let newest = told(&server.get("/api/v1/timeline?order=newest"));
    let published: Vec<&str> =
        newest["slots"].as_array().unwrap().iter().map(|slot| slot["published"].as_str().unwrap()).collect();
    assert!(published.is_sorted_by(|a, b| a >= b), "{published:?}");
}

#[test]
fn a_program_acts_for_its_reader_and_for_nobody_else() {
    let folder = Folder::new();
    let server = started(&folder);
    let slots = told(&server.get("/api/v1/timeline"))["slots"].clone();
    let item = &slots[2]["item"];
    let said =
        server.post("/api/v1/deeds", &[JSON, OWN], json!({"item": item, "deed": "hidden"}).to_string().as_bytes());
    assert!(told(&said)["moved"].as_array().is_some_and(|moved| !moved.is_empty()), "{}", said.body);
    let cookie = said.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let hers = |method, path: &str, body: Value| {
        ask(server.address, method, path, &[JSON, OWN, ("Cookie", &cookie)], body.to_string().as_bytes())
    };
    let has = |answer: &Answer| told(answer)["slots"].as_array().unwrap().iter().any(|slot| slot["item"] == *item);
    assert!(!has(&hers("GET", "/api/v1/timeline", Value::Null)));
    assert!(has(&server.get("/api/v1/timeline")), "others still have it");

    assert_eq!(hers("DELETE", "/api/v1/deeds/last", Value::Null).status, 204);
    assert!(has(&hers("GET", "/api/v1/timeline", Value::Null)));
    problem(&hers("DELETE", "/api/v1/deeds/last", Value::Null), 400);

    let event = json!([{"id": 77, "item": item, "deed": "opened", "at": model::Time::now().0}]);
    assert_eq!(hers("POST", "/api/v1/events", event.clone()).status, 204);
    assert_eq!(hers("POST", "/api/v1/events", event).status, 204);
    let profile = told(&hers("GET", "/api/v1/profile", Value::Null));
    let opened = profile["events"].as_array().unwrap().iter().filter(|event| event["deed"] == "opened").count();
    assert_eq!(opened, 1, "what was reported twice counts once");

    let follow = json!({"choice": "follow", "kind": "word", "value": "Ferry"});
    assert_eq!(hers("POST", "/api/v1/choices", follow).status, 204);
    assert_eq!(told(&hers("GET", "/api/v1/choices", Value::Null))[0]["value"], "ferry");
    assert_eq!(told(&server.get("/api/v1/choices")), json!([]), "nobody else's choices");
    assert_eq!(hers("DELETE", "/api/v1/choices/follow/word/ferry", Value::Null).status, 204);
    assert_eq!(told(&hers("GET", "/api/v1/choices", Value::Null)), json!([]));

    let mut sliders = told(&hers("GET", "/api/v1/sliders", Value::Null));
    sliders["popularity"] = json!(0);
    assert_eq!(hers("PUT", "/api/v1/sliders", sliders.clone()).status, 204);
    assert_eq!(told(&hers("GET", "/api/v1/sliders", Value::Null)), sliders);
    assert_ne!(told(&server.get("/api/v1/sliders")), sliders);

    assert_eq!(hers("POST", "/api/v1/reports", json!({"item": item, "reason": "spam"})).status, 204);
    assert_eq!(hers("DELETE", "/api/v1/profile", Value::Null).status, 204);
    assert_eq!(told(&hers("GET", "/api/v1/profile", Value::Null))["events"], json!([]));
}

#[test]
fn what_is_wrong_is_told_as_a_problem_and_changes_nothing() {
    let folder = Folder::new();
    let server = started(&folder);
    for (path, status) in [
        ("/api/v1/nothing", 404),
        ("/api/v2/timeline", 404),
        ("/api/v1/items/0", 404),
        ("/api/v1/items/x", 404),
        ("/api/v1/items/99999999999999999999", 404),
        ("/api/v1/stories/-1", 404),
        ("/api/v1/topics/nonsense", 404),
        ("/api/v1/sources/999999", 404),
        ("/api/v1/timeline?order=loudest", 400),
        ("/api/v1/timeline?topic=", 400),
        ("/api/v1/timeline?source=0", 400),
        ("/api/v1/timeline?source=many", 400),
        ("/api/v1/timeline?topic=sport&source=1", 400),
    ] {
        problem(&server.get(path), status);
    }
    for (path, body, status) in [
        ("/api/v1/events", "[{\"id\":1}]", 400),
        ("/api/v1/events", "", 400),
        ("/api/v1/deeds", "{\"item\":1,\"deed\":\"sold\"}", 400),
        ("/api/v1/deeds", "{\"item\":1}", 400),
        ("/api/v1/deeds", "[", 400),
        ("/api/v1/reports", "{\"item\":1,\"reason\":\"boring\"}", 400),
        ("/api/v1/reports", "{\"item\":999999,\"reason\":\"spam\"}", 404),
        ("/api/v1/choices", "{\"choice\":\"marry\",\"kind\":\"word\",\"value\":\"x\"}", 400),
        ("/api/v1/choices", "{\"choice\":\"follow\",\"kind\":\"topic\",\"value\":\"1\"}", 400),
        ("/api/v1/timeline", "{}", 405),
    ] {
        let answer = server.post(path, &[JSON, OWN], body.as_bytes());
        problem(&answer, status);
        assert_eq!(answer.header("set-cookie"), None, "{path} {body}: nobody is met by mistake");
    }
    problem(
        &server.post("/api/v1/deeds", &[OWN, ("Content-Type", "text/plain")], b"{\"item\":1,\"deed\":\"liked\"}"),
        400,
    );
    problem(&server.post("/api/v1/events", &[JSON, OWN], &vec![b' '; 300_000]), 413);
    let foreign = [JSON, ("Sec-Fetch-Site", "cross-site")];
    let answer = server.post("/api/v1/choices", &foreign, b"{\"choice\":\"follow\",\"kind\":\"word\",\"value\":\"x\"}");
    assert_eq!(problem(&answer, 403)["type"], "/problems/sent-from-another-site");
    let german = ask(server.address, "GET", "/api/v1/items/0", &[("Accept-Language", "de")], b"");
    assert_ne!(problem(&german, 404)["detail"], problem(&server.get("/api/v1/items/0"), 404)["detail"]);
    let sliders = ask(server.address, "PUT", "/api/v1/sliders", &[JSON, OWN], b"{\"interest\":9}");
    problem(&sliders, 400);
}

#[test]
fn the_description_names_every_address() {
    let folder = Folder::new();
    let server = started(&folder);
    let described = told(&server.get("/api/openapi.json"));
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1"));
    for path in ["/api/v1/timeline", "/api/v1/items/{id}/why", "/api/v1/deeds", "/api/v1/profile"] {
        assert!(described["paths"][path].is_object(), "{path}");
    }
}
