//! Saved searches, rules, what is followed, and lists, over HTTP without a script.

use crate::stand::{Answer, Folder, Server, ask};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

fn started(folder: &Folder) -> Server {
    let server = Server::start(folder, &["--offline"]);
    server.wait_for("/search?q=harbour", |page| page.body.contains("/article/"));
    server
}

fn get(server: &Server, path: &str, cookie: &str) -> Answer {
    ask(server.address, "GET", path, &[("Cookie", cookie)], b"")
}

fn post(server: &Server, path: &str, cookie: &str, body: &str) -> Answer {
    server.post(path, &[FORM, OWN, ("Cookie", cookie)], body.as_bytes())
}

#[test]
fn a_rule_shows_what_it_would_match_before_it_is_kept_and_mutes_once_it_is_applied() {
    let folder = Folder::new();
    let server = started(&folder);
    let front = server.wait_for("/", |page| page.link("/article/").is_some());
    let article = front.link("/article/").unwrap();
    let item = article.rsplit('/').next().unwrap().to_owned();
    let page = server.get(&article).body;
    let link = page.split("href=\"/source/").nth(1).unwrap();
    let source = link.split("<bdi>").nth(1).unwrap().split('<').next().unwrap();
    let query: String = format!("source:\"{source}\"").bytes().map(|byte| format!("%{byte:02x}")).collect();

    let preview = server.get(&format!("/rules/preview?q={query}&task=mute&name=Not+this"));
    assert!(preview.body.contains("it would have matched"), "{}", preview.body);
    assert!(preview.body.contains("Save this rule"));
    assert!(preview.header("set-cookie").is_none(), "nothing is kept yet");
    let kept = server.post("/rules", &[FORM, OWN], format!("q={query}&task=mute&name=Not+this").as_bytes());
    assert_eq!(kept.status, 303, "{}", kept.body);
    let hers = cookie(&kept);
    let rule = kept.header("location").unwrap().split('?').next().unwrap().to_owned();
    let slot = format!("data-item=\"{item}\"");
    assert!(get(&server, "/", &hers).body.contains(&slot), "it holds for what comes in from now on");
    let applied = post(&server, &rule, &hers, "do=apply");
    assert!(applied.header("location").unwrap().starts_with(&format!("{rule}?applied=")), "{}", applied.head);
    assert!(!get(&server, "/", &hers).body.contains(&slot));
    let why = get(&server, &format!("/why/{item}"), &hers).body;
    assert!(why.contains("Your rule “Not this” mutes it"), "{why}");
    assert!(server.get("/").body.contains(&slot), "for everybody else it stays");

    // Another reader reaches nothing of it, whatever she sends.
    let other = cookie(&server.post("/rules", &[FORM, OWN], b"q=ferry&task=mute"));
    for (path, body) in [(rule.clone(), "do=remove"), (rule.clone(), "do=apply"), ("/rules".to_owned(), "")] {
        let id = rule.rsplit('/').next().unwrap();
        let body = if body.is_empty() { format!("id={id}&q=everything&task=mute") } else { body.to_owned() };
        for secret in [other.as_str(), ""] {
            assert_eq!(post(&server, &path, secret, &body).status, 404, "{path} {body}");
        }
    }
    assert_eq!(get(&server, &rule, &other).status, 404);
    assert_eq!(server.get(&rule).status, 404);
    assert_eq!(get(&server, &rule.replace("/rules/", "/saved-searches/"), &hers).status, 404, "of the other kind");
    let foreign = server.post(&rule, &[FORM, ("Sec-Fetch-Site", "cross-site"), ("Cookie", &hers)], b"do=remove");
    assert_eq!(foreign.status, 403);
    assert!(get(&server, "/rules", &hers).body.contains("Not this"), "it is still there");
    assert_eq!(post(&server, &rule, &hers, "do=remove").status, 303);
    assert!(get(&server, "/", &hers).body.contains(&slot), "without the rule it is back");
    assert_eq!(get(&server, &rule, &hers).status, 404);
}

#[test]
fn nonsense_is_told_where_it_stands_and_never_kept() {
    let folder = Folder::new();
    let server = started(&folder);
    let found = server.get("/search?q=harbour+topic:boats").body;
    assert!(found.contains("There is no topic “boats”") && found.contains("/article/"), "the plain words are found");
    assert!(found.contains("harbour topic:boats\n        ^^^^^^^^^^^"), "{found}");
    let german = ask(server.address, "GET", "/search?q=hafen+after:gestern", &[("Accept-Language", "de")], b"").body;
    assert!(german.contains("„gestern“ ist kein Tag"), "{german}");
    for query in ["topic:boats+a", "", "-", "%22never", "%28%29", "OR", "a+OR"] {
        for path in ["/rules", "/saved-searches"] {
            let refused = server.post(path, &[FORM, OWN], format!("q={query}&task=mute").as_bytes());
            assert_eq!(refused.status, 200, "{path} {query}");
            assert!(refused.header("set-cookie").is_none(), "{path} {query}");
        }
    }
    let preview = server.get("/rules/preview?q=&task=mute");
    assert!(preview.body.contains("It asks for nothing") && !preview.body.contains("Save this rule"));
    let spoofed = server.post("/rules", &[FORM, OWN], "q=a&task=mute&name=x%E2%80%AEy%00%0Az".as_bytes());
    let page = get(&server, "/rules", &cookie(&spoofed)).body;
    assert!(page.contains(">x y z<") && !page.contains('\u{202e}'), "{page}");
}

#[test]
fn a_saved_search_takes_part_in_the_timeline_of_its_reader() {
    let folder = Folder::new();
    let server = started(&folder);
    let kept = server.post("/saved-searches", &[FORM, OWN], b"q=harbour&task=timeline&name=Quay");
    assert_eq!((kept.status, kept.header("location")), (303, Some("/saved-searches")));
    let hers = cookie(&kept);
    let list = get(&server, "/saved-searches", &hers);
    let one = list.link("/saved-searches/").unwrap();
    assert!(get(&server, "/?order=following", &hers).link("/article/").is_none(), "nothing new yet");
    // A rule is applied to what is here by its button; a saved search looks at what is new.
    assert_eq!(post(&server, &one, &hers, "do=apply").status, 303);
    let following = get(&server, "/?order=following", &hers);
    assert!(following.body.contains("Matches your search “Quay”"), "{}", following.body);
    let told = post(&server, &one, &hers, "do=change&q=harbour&task=tell&name=Quay");
    assert_eq!(told.status, 303, "{}", told.body);
    assert!(get(&server, "/?order=following", &hers).link("/article/").is_none());
}

#[test]
fn lists_go_out_and_come_in_and_what_was_not_taken_is_told() {
    let folder = Folder::new();
    let server = started(&folder);
    const LIST: &str = "<opml version=\"2.0\"><body><outline text=\"Town\"><outline text=\"A\" xmlUrl=\"https://a.example/feed\"/>\
        </outline><outline text=\"bad\" xmlUrl=\"javascript:alert(1)\"/></body></opml>";
    let form = |text: &str| format!("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n--x--\r\n");
    let multipart = ("Content-Type", "multipart/form-data; boundary=x");
    let taken = server.post("/sources/opml", &[multipart, OWN], form(LIST).as_bytes());
    assert!(taken.body.contains("1 source added, 0 were here already."), "{}", taken.body);
    assert!(taken.body.contains("1 thing could not be taken over"));
    let again = server.post("/sources/opml", &[multipart, OWN], form(LIST).as_bytes());
    assert!(again.body.contains("0 sources added, 1 was here already."), "{}", again.body);
    let out = server.get("/sources.opml");
    assert!(
        out.body.contains("xmlUrl=\"https://a.example/feed\"") && out.body.contains("text=\"Town\""),
        "{}",
        out.body
    );
    let followed = server.post("/following/opml", &[multipart, OWN], form(&out.body).as_bytes());
    assert!(followed.body.contains("You follow 1 source of this list now."), "{}", followed.body);
    let hers = cookie(&followed);
    assert!(get(&server, "/following", &hers).body.contains("<bdi>A</bdi></a>"));
    assert!(get(&server, "/following.opml", &hers).body.contains("https://a.example/feed"));
    assert!(!server.get("/following.opml").body.contains("xmlUrl"), "of nobody else");

    for (text, says) in [("no list", "There is no list of feeds"), ("", "There is no list of feeds")] {
        assert!(server.post("/sources/opml", &[multipart, OWN], form(text).as_bytes()).body.contains(says), "{text}");
    }
    let large = form(&"x".repeat(6 * 1024 * 1024));
    assert!(server.post("/following/opml", &[multipart, OWN], large.as_bytes()).body.contains("larger than 5 MB"));
    assert_eq!(server.post("/sources/opml", &[multipart, OWN], b"--x\r\nbroken").status, 400);
    let stranger = [multipart, OWN, ("X-Forwarded-For", "203.0.113.7")];
    assert_eq!(server.post("/sources/opml", &stranger, form(LIST).as_bytes()).status, 403);
    assert_eq!(
        server.post("/source/1/folder", &[FORM, OWN, ("X-Forwarded-For", "203.0.113.7")], b"folder=x").status,
        403
    );
    assert_eq!(server.post("/source/1/folder", &[FORM, OWN], b"folder=+Town++/+Old%0A").status, 303);
    assert!(server.get("/sources").body.contains("Town / Old"));
}

#[test]
fn suggestions_name_sources_topics_and_titles() {
    let folder = Folder::new();
    let server = started(&folder);
    let suggested = server.get("/suggest?q=-storm+har").body;
    assert!(suggested.contains("\"href\":\"/article/") || suggested.contains("source:"), "{suggested}");
    let topic = server.get("/suggest?q=ferry+topic:wea").body;
    assert!(topic.contains("\"q\":\"ferry topic:weather \"") && !topic.contains("href"), "{topic}");
    for query in ["", "x", "%22%22%22", "%F0%9F%98%80%F0%9F%98%80", "%E3%80%80%E3%80%80ab"] {
        let answer = server.get(&format!("/suggest?q={query}"));
        assert_eq!(answer.status, 200, "{query}");
    }
}
