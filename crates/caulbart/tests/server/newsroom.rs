//! The newsroom as those see it who work there, those who read, and those who should see nothing of it.

use std::time::{Duration, Instant};

use crate::stand::{Answer, Folder, Server, ask, caulbart, complained, told};

pub const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

/// Somebody with an account.
pub struct Person(pub String);

impl Person {
    pub fn signs_up(server: &Server, name: &str) -> Person {
        let body = form(&[("name", name), ("password", "a long way from home")]);
        let answer = server.post("/sign-up", &[FORM, OWN], body.as_bytes());
        assert!(answer.status < 400, "{}", answer.body);
        Person(answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned())
    }

    pub fn get(&self, server: &Server, path: &str) -> Answer {
        ask(server.address, "GET", path, &[("Cookie", &self.0)], b"")
    }

    pub fn post(&self, server: &Server, path: &str, fields: &[(&str, &str)]) -> Answer {
        server.post(path, &[FORM, OWN, ("Cookie", &self.0)], form(fields).as_bytes())
    }

    /// Begins an article; its address in the newsroom.
    fn begins(&self, server: &Server) -> String {
        let answer = self.post(server, "/newsroom", &[]);
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.header("location").unwrap().to_owned()
    }

    /// What her next save is based on.
    fn base(&self, server: &Server, at: &str) -> String {
        let page = self.get(server, at);
        assert_eq!(page.status, 200, "{}", page.body);
        page.body.split("name=\"base\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    fn does(&self, server: &Server, at: &str, verb: &str, fields: &[(&str, &str)]) -> Answer {
        let base = self.base(server, at);
        let mut all = vec![("do", verb), ("base", base.as_str())];
        all.extend(fields);
        self.post(server, at, &all)
    }

    /// The address of what she wrote, as readers know it.
    fn publishes(&self, server: &Server, at: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.does(server, at, "publish", fields);
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.header("location").unwrap().to_owned()
    }
}

pub fn form(fields: &[(&str, &str)]) -> String {
    let spelled = |text: &str| {
        let letter = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => (byte as char).to_string(),
            other => format!("%{other:02X}"),
        };
        text.bytes().map(letter).collect::<String>()
    };
    fields.iter().map(|(name, value)| format!("{}={}", spelled(name), spelled(value))).collect::<Vec<_>>().join("&")
}

fn start(folder: &Folder) -> Server {
    Server::start(folder, &["--offline"])
}

fn role(folder: &Folder, name: &str, role: &str) {
    let output = caulbart(folder, &["editor", "add", name, role]);
    assert!(output.status.success(), "{}", complained(&output));
}

/// Until the page has it: placing is another thread's work.
fn soon(server: &Server, path: &str, words: &str) -> Duration {
    let since = Instant::now();
    server.wait_for(path, |answer| answer.body.contains(words));
    since.elapsed()
}

const BRIDGE: [(&str, &str); 4] = [
    ("headline", "Zuckerbrot bridge opens on Sunday"),
    ("standfirst", "Nobody expected it before May."),
    ("body", "The Zuckerbrot bridge opens on Sunday.\n\n::: pull\nIt holds.\n— Ann\n:::\n\nMore than a word."),
    ("tags", "Bridges, Sunday"),
];

#[test]
fn what_is_published_is_on_the_front_page_and_found_and_leaves_with_a_reason() {
    let folder = Folder::new();
    let server = start(&folder);
    let ann = Person::signs_up(&server, "Ann Editor");
    role(&folder, "Ann Editor", "chief");
    let at = ann.begins(&server);
    let article = ann.publishes(&server, &at, &BRIDGE);
    let front = soon(&server, "/?order=newest", "Zuckerbrot");
    let found = soon(&server, "/search?q=zuckerbrot", "opens on Sunday");
    println!("after publishing: front page {front:?}, search {found:?}");

    let page = server.get(&article);
    for part in [
        "Zuckerbrot bridge opens on Sunday",
        "Nobody expected",
        "<blockquote><p>It holds.</p></blockquote>",
        "/tag/bridges",
    ] {
        assert!(page.body.contains(part), "{part} in {}", page.body);
    }
    let words = format!("{article}-zuckerbrot-bridge-opens-on-sunday");
    assert_eq!(server.get(&words).status, 200);
    let old = server.get(&format!("{article}-some-earlier-words"));
    assert_eq!((old.status, old.header("location")), (301, Some(words.as_str())));
    assert!(server.get("/tag/bridges").body.contains("Zuckerbrot"));

    // A correction is told with its time, and the earlier text stays to be compared.
    let corrected = [
        BRIDGE[0],
        BRIDGE[1],
        ("body", "The Zuckerbrot bridge opens on Monday."),
        BRIDGE[3],
        ("correction", "It opens on Monday, not on Sunday."),
    ];
    ann.publishes(&server, &at, &corrected);
    soon(&server, &article, "It opens on Monday, not on Sunday.");
    assert!(server.get(&article).body.contains("id=\"corrections\""));

    // What is only typed, nobody is told: not beside another article either.
    let other = ann.begins(&server);
    let second = ann.publishes(&server, &other, &[("headline", "Second article"), ("body", "Words.")]);
    ann.does(&server, &at, "save", &[("headline", "A headline in the making"), ("body", "x")]);
    soon(&server, &second, "Zuckerbrot bridge opens");
    for path in
        [&second, &article, &"/feed.xml".to_owned(), &"/sitemap/news.xml".to_owned(), &"/tag/bridges".to_owned()]
    {
        assert!(!server.get(path).body.contains("A headline in the making"), "{path}");
    }

    // What came to be known since is told at once.
    assert_eq!(ann.does(&server, &at, "tell", &[("text", "The first tram **crossed**.")]).status, 303);
    soon(&server, &article, "<strong>crossed</strong>");

    assert_eq!(ann.does(&server, &at, "withdraw", &[("reason", " ")]).status, 422);
    assert_eq!(ann.does(&server, &at, "withdraw", &[("reason", "It was a joke.")]).status, 303);
    let gone = server.wait_for(&article, |answer| answer.status == 410);
    assert!(gone.body.contains("It was a joke."), "{}", gone.body);
    server.wait_for("/?order=newest", |answer| !answer.body.contains("Zuckerbrot"));
}

#[test]
fn nobody_sees_or_moves_what_is_not_hers() {
    let folder = Folder::new();
    let server = start(&folder);
    let (ann, bob, carl, mo) = (
        Person::signs_up(&server, "Ann"),
        Person::signs_up(&server, "Bob"),
        Person::signs_up(&server, "Carl"),
        Person::signs_up(&server, "Mo"),
    );
    for (name, word) in [("Ann", "chief"), ("Bob", "author"), ("Mo", "moderator")] {
        role(&folder, name, word);
    }
    assert!(told(&caulbart(&folder, &["editor", "list"])).contains("moderator  Mo"));
    assert_eq!(caulbart(&folder, &["editor", "add", "Ann", "king"]).status.code(), Some(2));
    let at = ann.begins(&server);
    ann.does(&server, &at, "save", &[("headline", "A secret draft"), ("body", "Secret words.")]);
    let article = {
        let other = ann.begins(&server);
        ann.publishes(&server, &other, &BRIDGE);
        other
    };
    // To whoever does not work here, nothing is there; an author finds her own alone.
    let paths = ["", "/pictures", "/authors", "/house", "/comments"].map(|end| format!("/newsroom{end}"));
    for path in paths.iter().chain([&at, &format!("{at}/preview"), &format!("{at}/revisions")]) {
        assert_eq!(carl.get(&server, path).status, 404, "{path}");
        assert_ne!(server.get(path).status, 200, "{path}");
    }
    for path in [&at, &format!("{at}/preview"), &format!("{at}/revisions")] {
        assert_eq!(bob.get(&server, path).status, 404, "{path}");
        assert!(mo.get(&server, path).status >= 403, "{path}");
    }
    assert!(!bob.get(&server, "/newsroom").body.contains("A secret draft"));
    for verb in ["save", "publish", "withdraw", "throw-away", "hand-in", "tell", "pin", "note", "take"] {
        for person in [&bob, &carl, &mo] {
            let sent = [("do", verb), ("headline", "Mine now"), ("body", "x"), ("text", "x"), ("reason", "x")];
            assert!(person.post(&server, &at, &sent).status >= 400, "{verb}");
        }
    }
    for path in ["/auto", "/shown"] {
        assert_eq!(bob.post(&server, &format!("{at}{path}"), &[("body", "x"), ("tab", "t")]).status, 404);
    }
    // An author writes, hands in, and does not publish.
    let his = bob.begins(&server);
    assert_eq!(bob.does(&server, &his, "hand-in", &BRIDGE).status, 303);
    assert_eq!(bob.does(&server, &his, "publish", &BRIDGE).status, 403);
    assert_eq!(bob.get(&server, "/newsroom/house").status, 403);
    assert_eq!(bob.post(&server, "/newsroom/house", &[("do", "role"), ("name", "Bob"), ("role", "chief")]).status, 403);
    assert!(ann.get(&server, "/newsroom?state=review").body.contains("Zuckerbrot"));
    // What an editor has scheduled, nobody changes behind her back.
    let scheduled = ann.does(&server, &his, "schedule", &[BRIDGE[0], BRIDGE[2], ("at", "2099-01-01T10:00")]);
    assert_eq!(scheduled.status, 303);
    assert_eq!(bob.does(&server, &his, "save", &[("headline", "Other words"), ("body", "x")]).status, 403);
    // Another site cannot press a button here.
    let foreign = server.post(
        &article,
        &[FORM, ("Sec-Fetch-Site", "cross-site"), ("Cookie", &ann.0)],
        form(&[("do", "withdraw"), ("reason", "x")]).as_bytes(),
    );
    assert_eq!(foreign.status, 403);
    // The last chief stays.
    assert_eq!(ann.post(&server, "/newsroom/house", &[("do", "role"), ("name", "Ann"), ("role", "")]).status, 422);
}

#[test]
fn two_who_write_at_once_lose_nothing() {
    let folder = Folder::new();
    let server = start(&folder);
    let (ann, bob) = (Person::signs_up(&server, "Ann"), Person::signs_up(&server, "Bob"));
    role(&folder, "Ann", "editor");
    role(&folder, "Bob", "editor");
    let at = ann.begins(&server);
    let base = ann.base(&server, &at);
    let kept = ann.post(
        &server,
        &format!("{at}/auto"),
        &[("tab", "a"), ("base", &base), ("headline", "Hers"), ("body", "Her text.")],
    );
    assert_eq!(kept.status, 200, "{}", kept.body);
    // Bob is told who has it open; his text comes back to him.
    assert!(bob.get(&server, &at).body.contains("Ann has this open"));
    let refused =
        bob.post(&server, &at, &[("do", "save"), ("base", &base), ("headline", "His"), ("body", "His text.")]);
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("His text.") && refused.body.contains("Ann has it open"), "{}", refused.body);
    // He takes it over and saves over a base that is no longer there: both texts are kept.
    assert_eq!(bob.post(&server, &at, &[("do", "take")]).status, 303);
    let beside = bob.post(&server, &at, &[("do", "save"), ("base", &base), ("headline", "His"), ("body", "His text.")]);
    assert!(beside.header("location").unwrap().ends_with("told=beside"));
    let revisions = ann.get(&server, &format!("{at}/revisions")).body;
    assert!(revisions.contains("written beside another"), "{revisions}");
    assert!(ann.get(&server, &at).body.contains("Her text."));
    // Ann, whose place he took, is told.
    let late = ann.post(&server, &format!("{at}/auto"), &[("tab", "a"), ("base", "1"), ("body", "More.")]);
    assert_eq!(late.status, 409);
    assert!(late.body.contains("Bob has this open"), "{}", late.body);
}

#[test]
fn what_is_scheduled_goes_out_by_itself_once_and_an_embargo_holds() {
    let folder = Folder::new();
    let server = start(&folder);
    let ann = Person::signs_up(&server, "Ann");
    role(&folder, "Ann", "editor");
    let at = ann.begins(&server);
    for (verb, field, typed) in
        [("schedule", "at", "2020-01-01T10:00"), ("schedule", "at", "soon"), ("embargo", "embargo", "soon")]
    {
        let answer = ann.does(&server, &at, verb, &[BRIDGE[0], BRIDGE[2], (field, typed)]);
        assert_eq!(answer.status, 422, "{verb} {typed}");
        assert!(answer.body.contains("Zuckerbrot bridge opens"), "what was typed stays");
    }
    assert_eq!(ann.does(&server, &at, "embargo", &[BRIDGE[0], BRIDGE[2], ("embargo", "2099-01-01T10:00")]).status, 303);
    assert_eq!(ann.does(&server, &at, "publish", &[BRIDGE[0], BRIDGE[2]]).status, 422);
    assert_eq!(ann.does(&server, &at, "embargo", &[BRIDGE[0], BRIDGE[2], ("embargo", "")]).status, 303);
    // Two seconds from now, by the clock that the server has.
    let zone = jiff::tz::TimeZone::try_system().unwrap_or(jiff::tz::TimeZone::UTC);
    let then = jiff::Timestamp::from_millisecond(model::Time::now().plus(2_000).0).unwrap().to_zoned_datetime(zone);
    let typed = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        then.year(),
        then.month(),
        then.day(),
        then.hour(),
        then.minute(),
        then.second()
    );
    assert_eq!(ann.does(&server, &at, "schedule", &[BRIDGE[0], BRIDGE[2], ("at", &typed)]).status, 303);
    assert!(!server.get("/?order=newest").body.contains("Zuckerbrot"));
    soon(&server, "/?order=newest", "Zuckerbrot");
    let front = server.get("/?order=newest").body;
    assert_eq!(front.matches("data-item=").count(), front.matches("data-slot=").count());
    assert!(ann.get(&server, &at).body.contains("data-state=\"published\""));
}

#[test]
fn bad_input_gets_one_sentence_and_nothing_is_lost() {
    let folder = Folder::new();
    let server = start(&folder);
    let ann = Person::signs_up(&server, "Ann");
    role(&folder, "Ann", "chief");
    let at = ann.begins(&server);
    assert_eq!(ann.does(&server, &at, "publish", &[("body", "No headline.")]).status, 422);
    let script = "\"><script>alert(1)</script>";
    let names = ["kicker", "headline", "standfirst", "body", "place", "tags", "slug", "correction"];
    let fields: Vec<(&str, &str)> = names.iter().map(|name| (*name, script)).collect();
    let article = ann.publishes(&server, &at, &fields);
    for (verb, field, typed) in [("note", "text", script), ("tell", "text", script), ("pin", "at", "2099-01-01T10:00")]
    {
        assert_eq!(ann.does(&server, &at, verb, &[(field, typed)]).status, 303, "{verb}");
    }
    assert_eq!(ann.post(&server, "/newsroom/authors", &[("name", script)]).status, 303);
    assert_eq!(ann.post(&server, "/newsroom/house", &[("do", "section"), ("name", script)]).status, 303);
    soon(&server, &article, "alert(1)");
    for path in ["/", &article, "/newsroom/authors", "/newsroom/house", "/newsroom", &at, &format!("{at}/preview")] {
        let page = ann.get(&server, path);
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.body.contains("<script>alert"), "{path}");
    }
    assert!(server.get("/").body.contains("Pinned by the editors until"));

    let long = "x".repeat(221);
    let answer = ann.does(&server, &at, "save", &[("headline", &long), ("body", "Kept.")]);
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Too long (headline)") && answer.body.contains("Kept."));
    for (from, to, status) in [
        ("/old/", "//evil.example", 422),
        ("/old/", "https://evil.example/", 422),
        ("old", "/", 422),
        ("/old/", "/sources", 303),
    ] {
        let sent = [("do", "redirect"), ("from", from), ("to", to)];
        assert_eq!(ann.post(&server, "/newsroom/house", &sent).status, status, "{from} {to}");
    }
    let led = server.get("/old/?utm_source=x");
    assert_eq!((led.status, led.header("location")), (301, Some("/sources")));
    for (name, bytes) in [
        ("bomb.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec()),
        ("page.jpg", b"<html><script>alert(1)</script>".to_vec()),
        ("huge.png", huge_png()),
        ("empty.jpg", Vec::new()),
    ] {
        let answer = uploads(&server, &ann, name, &bytes);
        assert!(answer.status == 422 || answer.status == 400, "{name}: {}", answer.status);
        assert!(!answer.body.contains("<script>alert"), "{name}");
    }
    assert_eq!(ann.get(&server, "/newsroom/pictures/99").status, 404);
}

fn uploads(server: &Server, person: &Person, name: &str, bytes: &[u8]) -> Answer {
    let mut body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n"
    )
    .into_bytes();
    body.extend(bytes);
    body.extend(b"\r\n--b--\r\n");
    server.post(
        "/newsroom/pictures",
        &[("Content-Type", "multipart/form-data; boundary=b"), OWN, ("Cookie", &person.0)],
        &body,
    )
}

/// The head of a PNG of a hundred megapixels.
fn huge_png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(10_000u32.to_be_bytes());
    bytes.extend(10_000u32.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0\0\0\0\0");
    bytes
}
