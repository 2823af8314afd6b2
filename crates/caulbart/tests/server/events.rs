//! What a reader does is kept before it is acknowledged, and changes her next timeline.

use crate::stand::{Answer, Folder, Server};

fn events(items: &[(u64, i64, &str)]) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
    let rows: Vec<String> = items
        .iter()
        .map(|(id, item, deed)| {
            format!(r#"{{"id":{id},"item":{item},"deed":"{deed}","at":{now},"dwell_ms":30000,"slot":1}}"#)
        })
        .collect();
    format!("[{}]", rows.join(","))
}

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

fn first_item(front: &Answer) -> i64 {
    let at = front.body.find("data-item=\"").expect("a slot names its item") + 11;
    front.body[at..].split('"').next().unwrap().parse().unwrap()
}

#[test]
fn events_are_acknowledged_once_durable_and_count_once() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let front = server.wait_for("/", |page| page.link("/story/").is_some());
    let item = first_item(&front);
    let headers = [("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin")];
    let answer = server.post("/events", &headers, events(&[(1, item, "shown"), (2, item, "opened")]).as_bytes());
    assert_eq!(answer.status, 204, "{}", answer.body);
    let cookie = cookie(&answer);
    assert!(
        answer.header("set-cookie").unwrap().contains("HttpOnly")
            && answer.header("set-cookie").unwrap().contains("SameSite=Lax")
    );
    server.kill();
    let server = Server::start(&folder, &["--offline"]);
    let again = server.post(
        "/events",
        &[("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin"), ("Cookie", &cookie)],
        events(&[(2, item, "opened"), (3, item, "finished")]).as_bytes(),
    );
    assert_eq!(again.status, 204);
    assert!(again.header("set-cookie").is_none(), "the reader is known");
    let why = crate::stand::ask(server.address, "GET", &format!("/why/{item}"), &[("Cookie", &cookie)], b"");
    assert_eq!(why.status, 200);
}

#[test]
fn events_from_another_site_or_out_of_shape_are_refused() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    let json = ("Content-Type", "application/json");
    let own = ("Sec-Fetch-Site", "same-origin");
    let many = events(&(0..1000).map(|n| (n, 1, "shown")).collect::<Vec<_>>());
    for (headers, body, status) in [
        (vec![json, ("Sec-Fetch-Site", "cross-site")], events(&[(1, 1, "opened")]), 403),
        (vec![json, ("Origin", "https://evil.example")], events(&[(1, 1, "opened")]), 403),
        (vec![json, own], "{".to_owned(), 400),
        (vec![json, own], r#"[{"id":"x"}]"#.to_owned(), 400),
        (vec![json, own], events(&[(1, 1, "danced")]), 400),
        (vec![json, own], many, 400),
        (vec![json, own], format!("[{}]", " ".repeat(2_000_000)), 413),
    ] {
        let answer = server.post("/events", &headers, body.as_bytes());
        assert_eq!(answer.status, status, "{headers:?} {}: {}", &body[..body.len().min(60)], answer.body);
    }
}
