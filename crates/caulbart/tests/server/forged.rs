//! Requests that somebody else wrote: in a reader's name, in the operator's, in a hub's, or in no shape at all.

use crate::harmless::assert_harmless;
use crate::stand::{Answer, Folder, Server, Web, ask_as, caulbart};

pub const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
pub const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

/// What a browser gets when it first does something that has to be kept.
pub fn first_deed(server: &Server) -> Answer {
    let answer = server.post("/choices", &[FORM, OWN], b"verb=follow&kind=word&value=quay&back=/");
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer
}

#[test]
fn cookies_are_out_of_reach_and_bound_to_their_edition() {
    let folder = Folder::new();
    for (more, name, secure) in
        [(&[][..], "reader-main=", false), (&["--public-url", "https://news.example"][..], "__Host-reader-main=", true)]
    {
        let server = Server::start(&folder, &[&["--offline", "--no-demo"], more].concat());
        for (path, page) in server.pages_from(&["/", "/sources", "/about"], 5) {
            // Which order she chose stands in a cookie of its own, which names nobody.
            let named = page.header("set-cookie").is_some_and(|cookie| !cookie.starts_with("order="));
            assert!(!named, "{path}: nothing is kept of a visitor who only reads");
        }
        let answer = first_deed(&server);
        let cookie = answer.header("set-cookie").unwrap().to_owned();
        assert!(cookie.starts_with(name) && cookie.contains("; Path=/;"), "{cookie}");
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Domain"),
            "{cookie}"
        );
        assert_eq!(cookie.contains("Secure"), secure, "{cookie}");
        let secret = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
        assert!(secret.len() >= 32 && secret.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{secret}");
        // A secret that nobody knows is never taken over, or whoever planted it could look in.
        let planted = format!("{name}{}", "a".repeat(secret.len()));
        let answer =
            server.post("/choices", &[FORM, OWN, ("Cookie", &planted)], b"verb=mute&kind=word&value=quay&back=/");
        assert!(answer.header("set-cookie").is_some_and(|new| !new.contains(&planted)), "{}", answer.head);
    }
}

#[test]
fn forms_from_other_sites_change_nothing() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--no-demo"]);
    let host = server.address.to_string();
    let (own, other) = (format!("http://{host}"), format!("http://127.0.0.1:{}", server.address.port() ^ 1));
    let forms = [
        ("/sources", "starter=en"),
        ("/choices", "verb=follow&kind=word&value=quay&back=/"),
        ("/deed", "item=1&deed=liked&back=/"),
        ("/settings", "look=dark&back=/"),
        ("/saved", "item=1&verb=save"),
        ("/history", "what=all"),
        ("/place", "item=1&place=500"),
        ("/welcome", "topic=sport"),
        ("/break", ""),
        ("/events", "[]"),
    ];
    for (path, body) in forms {
        for sender in [
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Site", "same-site"),
            ("Origin", "null"),
            ("Origin", "https://evil.example"),
            ("Origin", other.as_str()),
            ("Origin", ""),
        ] {
            let answer = server.post(path, &[FORM, sender], body.as_bytes());
            assert_eq!(answer.status, 403, "{path} {sender:?}: {}", answer.body);
            assert!(answer.header("set-cookie").is_none(), "{path} {sender:?}");
        }
        let lied =
            server.post(path, &[FORM, ("Origin", own.as_str()), ("Sec-Fetch-Site", "cross-site")], body.as_bytes());
        assert_eq!(lied.status, 403, "{path}");
        let read = server.get(&format!("{path}?{body}"));
        assert!(read.header("set-cookie").is_none() && matches!(read.status, 200 | 405), "{path}: {}", read.status);
    }
    let led = server.post("/settings", &[FORM, OWN], b"look=dark&back=https://evil.example/");
    assert_eq!(led.header("location"), Some("/"), "a form of ours leads nowhere else");
    for (path, body) in [
        ("/choices", "verb=follow&kind=reader&value=1"),
        ("/choices", ""),
        ("/deed", "item=-1&deed=liked"),
        ("/settings", "look=<script>"),
    ] {
        let answer = server.post(path, &[FORM, OWN], body.as_bytes());
        assert!((400..500).contains(&answer.status), "{path} {body}: {}", answer.status);
        assert_harmless(path, &answer);
    }
    assert_eq!(server.get("/sources").body.matches("href=\"/source/").count(), 0, "nothing was added");
}

#[test]
fn only_the_machine_itself_or_the_token_adds_sources() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--no-demo", "--operator-token", "langesgeheimnis"]);
    for (headers, allowed) in [
        (vec![("Host", "localhost")], true),
        (vec![("Host", "evil.example")], false),
        (vec![("Host", "127.0.0.1.evil.example")], false),
        (vec![("Host", "localhost@evil.example")], false),
        (vec![("Host", "localhost"), ("X-Forwarded-For", "203.0.113.9")], false),
        (vec![("Host", "localhost"), ("Forwarded", "for=203.0.113.9")], false),
        (vec![("Host", "localhost"), ("Authorization", "Bearer wrong")], false),
        (vec![("Host", "evil.example"), ("Authorization", "Bearer langesgeheimnis")], true),
    ] {
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let body = "address=nonsense";
        let request = format!(
            "POST /sources HTTP/1.1\r\n{lines}Connection: close\r\n{}: {}\r\nContent-Length: {}\r\n\r\n{body}",
            FORM.0,
            FORM.1,
            body.len()
        );
        let answer = ask_as(server.address, request.as_bytes()).unwrap();
        assert_eq!(answer.status, if allowed { 200 } else { 403 }, "{headers:?}");
    }
}

#[test]
fn requests_out_of_shape_are_refused_and_the_server_stays_up() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    let line = |method: &str, path: &str, more: &str| {
        format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{more}\r\n")
    };
    for (request, allowed) in [
        (line("BREW", "/", ""), &[405][..]),
        (line("TRACE", "/", ""), &[405]),
        (line("DELETE", "/source/1", ""), &[405]),
        (line("PUT", "/sources", "Content-Length: 0\r\n"), &[405]),
        (line("get", "/", ""), &[400, 405]),
        (line("CONNECT", "evil.example:443", ""), &[400, 404, 405]),
        (line("GET", "http://evil.example/", ""), &[200, 400, 404]),
        (line("GET", "*", ""), &[400, 404]),
        (line("OPTIONS", "*", ""), &[200, 400, 404, 405]),
        (line("GET", "/", &format!("X-Long: {}\r\n", "a".repeat(2_000_000))), &[400, 431]),
        (line("GET", "/", &"X-Many: 1\r\n".repeat(5_000)), &[400, 431]),
        (line("GET", "/", &format!("Cookie: reader-main={}\r\n", "a".repeat(100_000))), &[200, 431]),
        (line("GET", &format!("/search?q={}", "a".repeat(60_000)), ""), &[200, 414]),
        (line("GET", &format!("/{}", "a".repeat(1_000_000)), ""), &[400, 404, 414, 431]),
        (line("GET", "/search?q=%FF%FE%00", ""), &[200, 400]),
        (line("POST", "/events", "Content-Length: 99999999999999999999\r\n"), &[400, 413]),
        (
            line("POST", "/events", "Content-Length: 300000\r\nSec-Fetch-Site: same-origin\r\n") + &" ".repeat(300_000),
            &[413],
        ),
        (
            line(
                "POST",
                "/events",
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\nSec-Fetch-Site: same-origin\r\n",
            ) + "0\r\n\r\n",
            &[400, 415],
        ),
        (line("POST", "/events", "Transfer-Encoding: chunked\r\nSec-Fetch-Site: same-origin\r\n") + "zz\r\n", &[400]),
        ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned(), &[200, 400]),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n".to_owned(), &[200, 400]),
        (
            "GET / HTTP/1.1\r\nHost: evil.example\"><script>steal()</script>\r\nConnection: close\r\n\r\n".to_owned(),
            &[200, 400],
        ),
        ("GET /\r\n\r\n".to_owned(), &[400]),
        ("\u{1}\u{2}\u{3}nonsense\r\n\r\n".to_owned(), &[400]),
    ] {
        let shown: String = request.chars().take(60).collect();
        // Hanging up at once is an answer too.
        if let Some(answer) = ask_as(server.address, request.as_bytes()) {
            assert!(allowed.contains(&answer.status), "{shown:?}: {}", answer.status);
            assert!(!answer.body.contains("evil.example") && !answer.head.contains("evil.example"), "{shown:?}");
            assert_harmless(&shown, &answer);
        }
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn those_who_open_connections_and_say_nothing_keep_nobody_from_reading() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    let silent: Vec<std::net::TcpStream> = (0..300)
        .map(|n| {
            let mut stream = std::net::TcpStream::connect(server.address).unwrap();
            // Some begin a request, some a body, some say nothing at all.
            let begun =
                ["", "GET / HTTP/1.1\r\nHo", "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n["]
                    [n % 3];
            std::io::Write::write_all(&mut stream, begun.as_bytes()).unwrap();
            stream
        })
        .collect();
    for path in ["/", "/sources", "/healthz"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    drop(silent);
    assert!(server.stop().success(), "it ends well when it is asked to");
}

#[test]
fn a_delivery_that_no_hub_signed_is_dropped() {
    let (folder, web) = (Folder::new(), Web::new());
    web.put_feed("/feed", "<rss version=\"2.0\"><channel><title>Quay</title><item><guid>1</guid><title>Lighthouse lit</title></item></channel></rss>");
    assert!(caulbart(&folder, &["feed", "add", &web.url("/feed"), "--allow-private", &web.host()]).status.success());
    let server = Server::start(&folder, &["--offline", "--no-demo", "--public-url", "https://news.example"]);
    server.wait_for("/", |page| page.body.contains("Lighthouse lit"));
    let forged =
        "<rss version=\"2.0\"><channel><item><guid>2</guid><title>Forged report</title></item></channel></rss>";
    for headers in
        [vec![], vec![("X-Hub-Signature", "sha256=00")], vec![("X-Hub-Signature", "sha1="), ("Sec-Fetch-Site", "none")]]
    {
        for path in ["/websub/1", "/websub/2"] {
            let answer = server.post(path, &headers, forged.as_bytes());
            assert!(matches!(answer.status, 202 | 404), "{path} {headers:?}: {}", answer.status);
        }
    }
    for mode in ["subscribe", "unsubscribe", "denied"] {
        let path = format!(
            "/websub/1?hub.mode={mode}&hub.topic=https://quay.example/&hub.challenge=%3Cscript%3Esteal()%3C/script%3E"
        );
        let answer = server.get(&path);
        assert!(answer.status != 200 && !answer.body.contains("<script>steal"), "{mode}: {}", answer.status);
    }
    assert!(!server.get("/source/1").body.contains("Forged"));
    server.kill();
    let listed = crate::stand::told(&caulbart(&folder, &["feed", "list", "--json"]));
    assert!(listed.contains("\"items\": 1"), "{listed}");
}
