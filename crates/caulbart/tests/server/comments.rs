//! Below an article of the newsroom: guests wait, moderators decide, and nobody finds anybody's address.

use crate::stand::{Answer, Folder, Server, ask, caulbart};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");
/// Searched for everywhere.
const SECRET: &str = "very.secret.address@hidden-host.example";

/// Somebody's browser.
#[derive(Default, Clone)]
struct Browser(String);

impl Browser {
    fn get(&self, server: &Server, path: &str) -> Answer {
        ask(server.address, "GET", path, &[("Cookie", &self.0)], b"")
    }

    fn post(&mut self, server: &Server, path: &str, form: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", coded(value))).collect();
        let answer = server.post(path, &[FORM, OWN, ("Cookie", &self.0)], body.join("&").as_bytes());
        let cookies = answer.head.lines().filter_map(|line| line.split_once(": "));
        for (_, cookie) in cookies.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
            let cookie = cookie.split(';').next().unwrap();
            self.0 = if self.0.is_empty() { cookie.to_owned() } else { format!("{}; {cookie}", self.0) };
        }
        answer
    }

    fn signed_up(server: &Server, name: &str) -> Browser {
        let mut browser = Browser::default();
        let answer =
            browser.post(server, "/sign-up", &[("name", name), ("password", "seven quiet herons"), ("back", "/")]);
        assert_eq!(answer.status, 200, "{}", answer.body);
        browser
    }
}

fn coded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn value_of(page: &Answer, name: &str) -> String {
    let at =
        page.body.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name} in {}", page.body));
    page.body[at..].split('"').nth(3).unwrap().to_owned()
}

struct Paper {
    server: Server,
    chief: Browser,
    /// Path of its only article.
    article: String,
}

/// A server with one article that was written there.
fn paper(folder: &Folder, more: &[&str]) -> Paper {
    let mut options = vec!["--offline", "--no-demo"];
    options.extend(more);
    paper_of(Server::start(folder, &options))
}

fn paper_of(server: Server) -> Paper {
    let mut chief = Browser::signed_up(&server, "Chief");
    assert_eq!(chief.post(&server, "/newsroom/chair", &[]).status, 303);
    let begun = chief.post(&server, "/newsroom", &[]);
    let desk = begun.header("location").unwrap().to_owned();
    let page = chief.get(&server, &desk);
    let base = value_of(&page, "base");
    let text = [
        ("base", base.as_str()),
        ("headline", "The bridge opens"),
        ("standfirst", "At last."),
        ("body", "It was *built*."),
        ("language", "en"),
        ("do", "publish"),
    ];
    let published = chief.post(&server, &desk, &text);
    assert_eq!(published.status, 303, "{}", published.body);
    let article = published.header("location").unwrap().split('-').next().unwrap().to_owned();
    server.wait_for(&article, |page| page.status != 404);
    Paper { server, chief, article }
}

impl Paper {
    fn comments(&self) -> String {
        format!("{}/comments", self.article)
    }

    fn says(&self, browser: &mut Browser, text: &str, more: &[(&str, &str)]) -> Answer {
        let stamp = value_of(&browser.get(&self.server, &self.comments()), "stamp");
        let mut form = vec![("comment", text), ("name", "Gwen"), ("email", SECRET), ("website", ""), ("stamp", &stamp)];
        form.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        form.extend(more);
        browser.post(&self.server, &self.comments(), &form)
    }

    fn decides(&mut self, id: &str, deed: &str, more: &[(&str, &str)]) -> Answer {
        let mut form = vec![("id", id), ("do", deed)];
        form.extend(more);
        self.chief.post(&self.server, "/newsroom/comments", &form)
    }
}

fn number(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.header("location").unwrap().rsplit('-').next().unwrap().to_owned()
}

#[test]
fn a_guest_waits_and_sees_hers_and_a_moderator_decides() {
    let folder = Folder::new();
    let mut paper = paper(&folder, &[]);
    let page = paper.server.get(&paper.article);
    assert!(page.body.contains("Your e-mail address will not be published. Required fields are marked *"));
    assert!(
        page.body.contains("Leave a reply") && !page.body.contains("name=\"wants\""),
        "no mail server, no question"
    );
    let mut gwen = Browser::default();
    let id = number(&paper.says(&mut gwen, "It was about time.\n\nSee https://bridge.example/plan.", &[]));
    for path in [&paper.article, &paper.comments()] {
        assert!(gwen.get(&paper.server, path).body.contains("Waits for approval"), "{path}");
        assert!(!paper.server.get(path).body.contains("about time"), "{path}: nobody else sees it");
    }
    let queue = paper.chief.get(&paper.server, "/newsroom/comments");
    assert!(queue.body.contains("about time") && queue.body.contains("by a guest"), "{}", queue.body);
    assert_eq!(gwen.get(&paper.server, "/newsroom/comments").status, 404);

    let refused = paper.decides(&id, "remove", &[("reason", "other")]);
    assert_eq!(refused.status, 422, "it takes words");
    assert_eq!(paper.decides(&id, "approve", &[("seen", "removed")]).status, 409);
    let led = paper.decides(&id, "approve", &[("seen", "held")]);
    assert_eq!(led.status, 303);
    let done = paper.chief.get(&paper.server, led.header("location").unwrap());
    assert!(done.body.contains("Approved by Chief."));
    let shown = paper.server.get(&paper.comments());
    assert!(shown.body.contains("<h2 id=\"comments-title\">1 comment</h2>"), "{}", shown.body);
    assert!(shown.body.contains("<a href=\"https://bridge.example/plan\" rel=\"nofollow ugc noopener noreferrer\">"));
    let told: serde_json::Value = serde_json::from_str(
        &paper.server.get(&format!("/api/v1{}/comments", paper.article.replace("article", "articles"))).body,
    )
    .unwrap();
    assert_eq!((told["count"].as_u64(), told["comments"][0]["name"].as_str()), (Some(1), Some("Gwen")));

    let mut rita = Browser::signed_up(&paper.server, "Rita");
    let reply = number(&paper.says(&mut rita, "I agree.", &[("reply", &id)]));
    let shown = paper.server.get(&paper.comments());
    assert!(
        shown.body.contains("I agree.") && shown.body.contains(&format!("id=\"comment-{reply}\"")),
        "readers go through"
    );
    let answering = paper.server.get(&format!("{}?reply={id}", paper.comments()));
    assert!(
        answering.body.contains("Leave a reply to Gwen")
            && answering.body.contains(&format!("name=\"reply\" value=\"{id}\""))
    );
    let led = paper.server.get(&format!("/comment/{reply}"));
    assert_eq!(led.header("location"), Some(format!("{}#comment-{reply}", paper.article).as_str()));

    paper.decides(&id, "remove", &[("reason", "off-topic"), ("words", "Rule 3, please.")]);
    let shown = paper.server.get(&paper.comments());
    assert!(shown.body.contains("removed by the moderators") && !shown.body.contains("about time"), "{}", shown.body);
    let hers = gwen.get(&paper.server, &format!("/comment/{id}"));
    assert!(hers.body.contains("it is not about the article") && hers.body.contains("Rule 3, please."));
    let appealed =
        gwen.post(&paper.server, &format!("/comment/{id}"), &[("do", "appeal"), ("appeal", "It is about the bridge.")]);
    assert_eq!(appealed.status, 303);
    assert!(paper.chief.get(&paper.server, "/newsroom/comments?tab=appeals").body.contains("It is about the bridge."));
    assert_eq!(paper.decides(&id, "restore", &[("answer", "So it is.")]).status, 303);
    assert!(gwen.get(&paper.server, &format!("/comment/{id}")).body.contains("So it is."));
    assert!(paper.server.get(&paper.comments()).body.contains("about time"));
    assert_eq!(gwen.post(&paper.server, &format!("/comment/{id}"), &[("do", "withdraw")]).status, 303);
    assert!(paper.server.get(&paper.comments()).body.contains("withdrawn by its author"));
}

#[test]
fn nobody_touches_another_s_and_no_other_site_speaks_for_her() {
    let folder = Folder::new();
    let mut paper = paper(&folder, &[]);
    let mut gwen = Browser::default();
    let id = number(&paper.says(&mut gwen, "Mine alone.", &[]));
    let at = format!("/comment/{id}");
    let mut rita = Browser::signed_up(&paper.server, "Rita");
    let mut other = Browser::default();
    paper.says(&mut other, "Another's.", &[]);
    for mallory in [&mut rita, &mut other, &mut Browser::default()] {
        for form in [
            [("do", "edit"), ("comment", "Forged")],
            [("do", "appeal"), ("appeal", "Forged")],
            [("do", "withdraw"), ("x", "")],
        ] {
            assert_eq!(mallory.post(&paper.server, &at, &form).status, 404, "{form:?}");
        }
        assert_eq!(mallory.get(&paper.server, &at).status, 404);
        let decided = mallory.post(&paper.server, "/newsroom/comments", &[("id", &id), ("do", "approve")]);
        assert_eq!(decided.status, 404);
    }
    for path in [paper.comments(), at.clone(), "/newsroom/comments".to_owned()] {
        let sent = [FORM, ("Sec-Fetch-Site", "cross-site"), ("Cookie", &gwen.0)];
        assert_eq!(paper.server.post(&path, &sent, b"do=withdraw&comment=x&id=1").status, 403, "{path}");
    }
    assert!(gwen.get(&paper.server, &at).body.contains("Mine alone."));
    assert_eq!(gwen.post(&paper.server, &at, &[("do", "edit"), ("comment", "Mine, and better.")]).status, 303);
    assert!(gwen.get(&paper.server, &at).body.contains("Mine, and better."));
    for path in
        ["/comment/999999", "/comment/x", "/unsubscribe/1/0123456789abcdef0123456789abcdef", "/article/999999/comments"]
    {
        assert_eq!(paper.server.get(path).status, 404, "{path}");
    }
    assert_eq!(paper.decides("999999", "approve", &[]).status, 422, "no such comment is told on the page");
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_what_was_typed_comes_back() {
    let folder = Folder::new();
    let mut paper = paper(&folder, &[]);
    let script = "\"><script>alert('x')</script><img src=x onerror=alert(1)>";
    let mut gwen = Browser::default();
    let bad = paper.says(&mut gwen, script, &[("name", script), ("email", script), ("website", "javascript:alert(1)")]);
    assert_eq!(bad.status, 422);
    assert!(
        bad.body.contains("This is no e-mail address") && bad.body.contains("aria-describedby=\"email-fault\""),
        "{}",
        bad.body
    );
    assert!(bad.body.contains("no address of a website"));
    assert!(!bad.body.contains("<script>alert") && !bad.body.contains("<img src=x"), "{}", bad.body);
    assert!(
        bad.body.matches("alert(&#39;x&#39;)").count() + bad.body.matches("alert('x')").count() >= 3,
        "it is all there still"
    );
    assert_eq!(bad.header("cache-control"), Some("no-store"));
    let empty = paper.says(&mut gwen, " ", &[]);
    assert!(
        empty.status == 422 && empty.body.contains("The comment is empty") && empty.body.contains("value=\"Gwen\"")
    );
    let long = "x".repeat(20_000);
    let long_answer = paper.says(&mut gwen, &long, &[]);
    assert!(
        long_answer.status == 422
            && long_answer.body.contains("10000 characters is the most")
            && long_answer.body.contains(&long)
    );

    let id = number(&paper.says(&mut gwen, script, &[("name", script), ("website", "https://a.example/\"><script>")]));
    paper.decides(&id, "edit", &[("text", script), ("note", script)]);
    paper.decides(&id, "approve", &[]);
    for page in [
        paper.chief.get(&paper.server, &paper.article),
        paper.server.get(&paper.comments()),
        gwen.get(&paper.server, &format!("/comment/{id}")),
        paper.chief.get(&paper.server, "/newsroom/comments?tab=shown"),
    ] {
        assert_eq!(page.status, 200);
        assert!(page.body.contains("alert("));
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "{}", page.body);
    }

    let forged = paper.says(&mut gwen, "With a stamp of my own", &[("stamp", "1.0123456789abcdef0123456789abcdef")]);
    number(&forged);
    let trapped = paper.says(&mut gwen, "From a program", &[("subject", "Buy!")]);
    number(&trapped);
    let queue = paper.chief.get(&paper.server, "/newsroom/comments");
    assert!(queue.body.contains("the form was not made by this site"), "{}", queue.body);
    assert!(!queue.body.contains("From a program"));
    let spam = paper.chief.get(&paper.server, "/newsroom/comments?tab=spam");
    assert!(spam.body.contains("From a program") && spam.body.contains("a field that people do not see was filled in"));
}

#[test]
fn a_flood_is_told_to_wait_and_its_text_is_not_lost() {
    let folder = Folder::new();
    let paper = paper(&folder, &[]);
    let mut gwen = Browser::default();
    let mut last = None;
    for turn in 0..12 {
        last = Some(paper.says(&mut gwen, &format!("Comment of turn {turn}"), &[]));
    }
    let last = last.unwrap();
    assert_eq!(last.status, 429);
    assert!(last.body.contains("Those were many comments in a short time. Wait"), "{}", last.body);
    assert!(last.body.contains("Comment of turn 11"));
    let mut twice = Browser::signed_up(&paper.server, "Rita");
    let first = number(&paper.says(&mut twice, "Pressed twice", &[]));
    assert_eq!(number(&paper.says(&mut twice, "Pressed twice", &[])), first, "one comment");
}

#[test]
fn an_address_is_found_nowhere() {
    let folder = Folder::new();
    let log = folder.path().join("log");
    let mut command = std::process::Command::new(crate::stand::BINARY);
    command.env("CAULBART_LOG", "trace").stderr(std::fs::File::create(&log).unwrap());
    let server = Server::start_by(&mut command, &folder, &["--offline", "--no-demo"]);
    let mut paper = paper_of(server);
    let mut gwen = Browser::default();
    let id = number(&paper.says(&mut gwen, "I said so.", &[]));
    let mut rita = Browser::signed_up(&paper.server, "Rita");
    paper.says(&mut rita, "So did I.", &[]);
    paper.decides(&id, "approve", &[]);
    let api = format!("/api/v1{}/comments", paper.article.replace("article", "articles"));
    let item = paper.article.rsplit('/').next().unwrap().to_owned();
    let starts = [
        paper.article.clone(),
        paper.comments(),
        api,
        format!("/api/v1/items/{item}"),
        format!("/comment/{id}"),
        "/you.json".to_owned(),
        "/api/openapi.json".to_owned(),
        "/api/v1/timeline".to_owned(),
        "/newsroom/comments".to_owned(),
        "/newsroom/comments?tab=shown".to_owned(),
        "/metrics".to_owned(),
        "/operator".to_owned(),
        "/feed.xml".to_owned(),
        "/feed.atom".to_owned(),
        "/feed.json".to_owned(),
        "/sitemap.xml".to_owned(),
        "/sitemap/news.xml".to_owned(),
        "/".to_owned(),
    ];
    for who in [&Browser::default(), &gwen, &rita, &paper.chief] {
        for path in &starts {
            let answer = who.get(&paper.server, path);
            assert!(!leaks(&answer.bytes) && !leaks(answer.head.as_bytes()), "{path}");
        }
    }
    let paths: Vec<&str> = starts.iter().map(String::as_str).collect();
    for (path, answer) in paper.server.pages_from(&paths, 6) {
        assert!(!leaks(&answer.bytes), "{path}");
    }
    assert_eq!(paper.server.stop().code(), Some(0));
    let written = std::fs::read(&log).unwrap();
    assert!(!written.is_empty() && !leaks(&written), "the log");
    let out = folder.path().join("out");
    assert!(caulbart(&folder, &["export", &out.to_string_lossy()]).status.success());
    let mut folders = vec![out];
    let mut files = 0;
    while let Some(inside) = folders.pop() {
        for entry in std::fs::read_dir(inside).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            files += 1;
            let bytes = std::fs::read(entry.path()).unwrap();
            assert!(!leaks(&bytes), "{}", entry.path().display());
        }
    }
    assert!(files >= 2, "an article and what the edition is");

    let kept = rusqlite::Connection::open(folder.path().join("main/store.sqlite")).unwrap();
    let mut tables =
        kept.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite%'").unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut found = Vec::new();
    for name in names {
        let mut rows = kept.prepare(&format!("select * from \"{name}\"")).unwrap();
        let width = rows.column_count();
        let mut answer = rows.query([]).unwrap();
        while let Some(row) = answer.next().unwrap() {
            for column in 0..width {
                let bytes = match row.get_ref(column).unwrap() {
                    rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => bytes.to_vec(),
                    _ => continue,
                };
                if leaks(&bytes) && !found.contains(&name) {
                    found.push(name.clone());
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:?}");
}

fn leaks(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.contains("hidden-host") || text.contains("very.secret") || text.contains("very%2Esecret")
}

/// A small mail server: takes mails as RFC 5321 has it, and hands on what it was told.
pub fn mail_server() -> (String, std::sync::mpsc::Receiver<String>) {
    use std::io::{BufRead, BufReader, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut write = stream.try_clone().unwrap();
            let (mut mail, mut within) = (String::new(), false);
            let _ = write.write_all(b"220 here\r\n");
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                mail.push_str(&line);
                mail.push('\n');
                let answer = match line.as_str() {
                    "." => "250 taken",
                    _ if within => continue,
                    line if line.starts_with("EHLO") => "250 here",
                    "DATA" => "354 go on",
                    "QUIT" => "221 bye",
                    _ => "250 fine",
                };
                within = answer.starts_with("354");
                let _ = write.write_all(format!("{answer}\r\n").as_bytes());
                if answer == "250 taken" && tell.send(std::mem::take(&mut mail)).is_err() {
                    return;
                }
            }
        }
    });
    (address, told)
}

#[test]
fn who_asked_is_told_of_an_answer_by_mail_until_she_presses_once() {
    let folder = Folder::new();
    let (smtp, mails) = mail_server();
    let more = ["--mail-server", &smtp, "--mail-from", "news@paper.example", "--public-url", "http://paper.example"];
    let mut paper = paper(&folder, &more);
    let mut gwen = Browser::default();
    assert!(gwen.get(&paper.server, &paper.article).body.contains("Tell me by e-mail when somebody answers me"));
    let id = number(&paper.says(&mut gwen, "Who knows?", &[("wants", "1")]));
    paper.decides(&id, "approve", &[]);
    let mut rita = Browser::signed_up(&paper.server, "Rita");
    let reply = number(&paper.says(&mut rita, "I know.", &[("reply", &id)]));
    let mail = mails.recv_timeout(std::time::Duration::from_secs(30)).unwrap();
    assert!(mail.contains(&format!("RCPT TO:<{SECRET}>")) && mail.contains("I know."), "{mail}");
    assert!(mail.contains(&format!("http://paper.example/comment/{reply}")));
    let way_out =
        mail.split("List-Unsubscribe: <http://paper.example").nth(1).unwrap().split('>').next().unwrap().to_owned();
    let page = paper.server.get(&way_out);
    assert!(page.status == 200 && page.body.contains("No more mails about answers"), "{}", page.body);
    let out = paper.server.post(&way_out, &[FORM], b"List-Unsubscribe=One-Click");
    assert_eq!(out.status, 200, "a mail program on its own");
    assert_eq!(paper.server.get(&format!("{way_out}0")).status, 404);
    number(&paper.says(&mut rita, "I know more.", &[("reply", &id)]));
    let mut jane = Browser::default();
    let other = number(&paper.says(&mut jane, "Tell me too", &[("wants", "1"), ("email", "jane@paper.example")]));
    paper.decides(&other, "approve", &[]);
    number(&paper.says(&mut rita, "To Jane.", &[("reply", &other)]));
    let mail = mails.recv_timeout(std::time::Duration::from_secs(30)).unwrap();
    assert!(mail.contains("RCPT TO:<jane@paper.example>"), "Gwen gets no more: {mail}");
}
