//! A receipt holds what was learned about a reader: she alone gets it, and not without end.

use crate::stand::{Answer, Folder, Server, ask, caulbart, complained};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

/// What the receipt says of the profile: its hash.
fn profile(answer: &Answer) -> String {
    assert_eq!(answer.status, 200);
    assert_eq!((answer.header("cache-control"), answer.header("vary")), (Some("no-store"), Some("Cookie")));
    answer.body.lines().find_map(|line| line.strip_prefix("profile ")).unwrap().to_owned()
}

#[test]
fn a_receipt_is_hers_alone_and_too_many_are_refused() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let front = server.wait_for("/", |page| page.link("/article/").is_some());
    let item = front.link("/article/").unwrap().rsplit('/').next().unwrap().to_owned();
    let meets = || {
        let form = format!("item={item}&deed=hidden");
        let answer = server.post("/deed", &[FORM, OWN], form.as_bytes());
        answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
    };
    let (ann, bea) = (meets(), meets());
    let get = |path: &str, cookie: &str| ask(server.address, "GET", path, &[("Cookie", cookie)], b"");
    let nobody = profile(&server.get("/receipt"));
    let hers = profile(&get("/receipt", &ann));
    assert_ne!(hers, nobody);
    let stranger = format!("reader-main={}", "ab".repeat(32));
    for (path, cookie) in [
        ("/receipt?reader=1", stranger.as_str()),
        ("/receipt?reader=1", "reader-main=1"),
        ("/receipt?reader=1", "reader-other=1"),
    ] {
        assert_eq!(profile(&get(path, cookie)), nobody, "{path} {cookie}");
    }
    assert_eq!(get("/receipt/1", &ann).status, 404);
    assert_eq!(server.post("/receipt", &[FORM, OWN], b"reader=1").status, 405);
    let last = (0..20).map(|_| get("/receipt?reader=2", &ann)).find(|answer| answer.status != 200).unwrap();
    assert_eq!(last.status, 429);
    assert!(last.body.contains("Wait a minute"), "{}", last.body);
    assert_eq!(get("/receipt", &bea).status, 200, "another is not kept waiting");
    for path in ["/you".to_owned(), format!("/why/{item}")] {
        assert!(get(&path, &ann).body.contains("the counters of what readers did"), "{path}");
    }
}

#[test]
fn robots_are_kept_from_what_is_a_readers_own() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    let robots = server.get("/robots.txt").body;
    for path in ["/you", "/receipt", "/deed", "/sliders", "/operator", "/search"] {
        assert!(robots.lines().any(|line| line == format!("Disallow: {path}")), "{path}: {robots}");
    }
}

#[test]
fn the_download_has_every_part_of_the_profile() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let front = server.wait_for("/", |page| page.link("/article/").is_some());
    let item = front.link("/article/").unwrap().rsplit('/').next().unwrap().to_owned();
    let answer = server.post("/deed", &[FORM, OWN], format!("item={item}&deed=liked").as_bytes());
    let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    for cookies in [vec![("Cookie", cookie.as_str())], vec![]] {
        let told = ask(server.address, "GET", "/you.json", &cookies, b"").body;
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let mut has: Vec<&str> = told["profile"].as_object().unwrap().keys().map(String::as_str).collect();
        let mut wants: Vec<&str> = timeline::Profile::default().every_part().iter().map(|part| part.0).collect();
        has.sort_unstable();
        wants.sort_unstable();
        assert_eq!(has, wants);
    }
}

#[test]
fn a_bench_of_nothing_says_so_in_a_sentence() {
    let folder = Folder::new();
    let output = caulbart(&folder, &["bench", "refit", "--impressions", "0"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(complained(&output).trim(), "`--impressions 0` leaves nothing to fit trees on; ask for one or more.");
}
