//! What strangers try: to run something in a reader's browser, to read this machine's files, to learn secrets.

use std::fs::File;
use std::process::Command;

use crate::forged::{FORM, OWN, first_deed};
use crate::harmless::assert_harmless;
use crate::stand::{BINARY, Folder, Server, Web, ask, caulbart, complained};

const JSON: (&str, &str) = ("Content-Type", "application/json");

#[test]
fn a_hostile_title_is_text_on_every_page() {
    let (folder, web) = (Folder::new(), Web::new());
    let nasty = "\"'><script>steal()</script><img src=x onerror=steal()><b onclick=steal()>loud</b></title></textarea></script>";
    let text = nasty.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let twice = text.replace('&', "&amp;");
    let items: String = (0..3)
        .map(|n| format!("<item><guid>{n}</guid><title>{twice} Lighthouse {n}</title><description>{twice} and a lighthouse</description><link>https://quay.example/{n}?a=\"&gt;&lt;script&gt;</link><author>{text}</author><category>{text}</category></item>"))
        .collect();
    web.put_feed("/feed", &format!("<rss version=\"2.0\"><channel><title>{twice} Tower</title><link>javascript:steal()</link><description>{twice}</description>{items}</channel></rss>"));
    let output =
        caulbart(&folder, &["feed", "add", &web.url("/feed"), "--folder", nasty, "--allow-private", &web.host()]);
    assert!(output.status.success(), "{}", complained(&output));
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    server.wait_for("/search?q=lighthouse", |page| page.body.contains("/article/"));
    let query = nasty.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let searches =
        ["q", "language", "topic", "since", "sort", "page"].map(|name| format!("/search?q=lighthouse&{name}={query}"));
    let mut starts = vec!["/", "/sources", "/source/1", "/search?q=lighthouse"];
    starts.extend(searches.iter().map(String::as_str));
    let wrong = [
        format!("/{query}"),
        format!("/topic/{query}"),
        format!("/article/{query}"),
        format!("/?order={query}"),
        "/?x=\"><script>steal()</script>".to_owned(),
    ];
    starts.extend(wrong.iter().map(String::as_str));
    let pages = server.pages_from(&starts, 12);
    for kind in ["/story/", "/article/", "/why/", "/source/", "/search"] {
        assert!(
            pages.iter().any(|(path, page)| path.starts_with(kind) && page.status == 200),
            "no page {kind} was seen"
        );
    }
    for (path, page) in &pages {
        assert_harmless(path, page);
    }
    let german = ask(
        server.address,
        "GET",
        "/source/1",
        &[("Accept-Language", "de"), ("Cookie", "look=\"><script>; tongue=\"><script>")],
        b"",
    );
    assert_harmless("/source/1", &german);
}

#[test]
fn nobody_climbs_out_of_the_served_files() {
    let folder = Folder::new();
    let secret = folder.file("secret.txt", b"very secret words");
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    for start in ["/", "/assets/", "/assets/x/", "/picture/", "/picture/640/", "/topic/", "/article/", "/source/"] {
        for climb in ["../", "..%2f", "%2e%2e/", "..%5c", "....//", "..%c0%af", "%252e%252e%252f", "..;/", "..%00/"] {
            for target in ["etc/passwd", "main/store.sqlite", "secret.txt"] {
                let path = format!("{start}{}{target}", climb.repeat(8));
                let answer = server.get(&path);
                assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
                assert!(!answer.body.contains("root:") && !answer.body.contains("very secret"), "{path}");
                assert!(!answer.bytes.starts_with(b"SQLite"), "{path}");
            }
        }
    }
    for path in
        [format!("/{}", secret.display()), format!("//{}", secret.display()), format!("/assets/{}", secret.display())]
    {
        assert!(!server.get(&path).body.contains("very secret"), "{path}");
    }
}

#[test]
fn secrets_do_not_stand_in_the_log_or_on_a_page() {
    let (folder, web) = (Folder::new(), Web::new());
    web.put_feed("/feed", "<rss version=\"2.0\"><channel><title>Paid paper</title><item><guid>1</guid><title>Behind the wall</title></item></channel></rss>");
    let log = folder.path().join("log");
    let mut command = Command::new(BINARY);
    command
        .env("CAULBART_LOG", "trace")
        .env("CAULBART_OPERATOR_TOKEN", "langesgeheimnis")
        .stderr(File::create(&log).unwrap());
    let server = Server::start_by(&mut command, &folder, &["--no-demo", "--allow-private", &web.host()]);
    let address = web
        .url("/feed")
        .replace("http://", "http://ann:kennwort77@")
        .replace(':', "%3A")
        .replace('/', "%2F")
        .replace('@', "%40");
    let answer = server.post(
        "/sources",
        &[FORM, OWN, ("Authorization", "Bearer langesgeheimnis")],
        format!("address={address}").as_bytes(),
    );
    assert_eq!(answer.status, 303, "{}", answer.body);
    let wrong = server.post("/sources", &[FORM, OWN], format!("address={address}none").as_bytes());
    assert_eq!(wrong.status, 200);
    let cookie = first_deed(&server).header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let secret = cookie.split('=').nth(1).unwrap().to_owned();
    let front = server.wait_for("/", |page| page.body.contains("Behind the wall"));
    let item = front.body.split("data-item=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let event = format!(r#"[{{"id":1,"item":{item},"deed":"opened","at":1,"slot":1}}]"#);
    assert_eq!(server.post("/events", &[JSON, OWN, ("Cookie", &cookie)], event.as_bytes()).status, 204);
    for path in ["/", "/why/1", "/sources", "/article/1"] {
        let page = ask(server.address, "GET", path, &[("Cookie", &cookie)], b"");
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.body.contains(&secret), "{path} shows the reader's secret");
    }
    for (path, page) in server.pages_from(&["/", "/sources", "/source/1"], 20) {
        assert!(!page.body.contains("kennwort77") && !page.body.contains("langesgeheimnis"), "{path}");
    }
    server.kill();
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.len() > 200, "it logs at all: {log}");
    for (what, secret) in [
        ("the reader's secret", secret.as_str()),
        ("the feed's password", "kennwort77"),
        ("the operator's token", "langesgeheimnis"),
    ] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{what} stands in the log");
    }
}
