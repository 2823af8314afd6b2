//! Whatever a stranger sends: one clear sentence, a server that stays up, and nothing lost of what was kept.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use crate::harmless::assert_harmless;
use crate::stand::{Folder, Server, Web, caulbart, complained, told};
use crate::web::ok;

/// How one hostile server answers, and a piece of the sentence that a person reads then.
type Row = (&'static str, Box<dyn Fn(&mut TcpStream) + Send + Sync>, &'static str);

fn says(bytes: impl Into<Vec<u8>>) -> Box<dyn Fn(&mut TcpStream) + Send + Sync> {
    let bytes = bytes.into();
    Box::new(move |stream| drop(stream.write_all(&bytes)))
}

fn leads_to(address: &str) -> Box<dyn Fn(&mut TcpStream) + Send + Sync> {
    says(format!("HTTP/1.1 302 Found\r\nLocation: {address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
}

fn rss(items: &str) -> String {
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Quay</title>{items}</channel></rss>")
}

fn gzipped(megabytes: usize) -> Vec<u8> {
    let mut file = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let blank = vec![b' '; 1 << 20];
    for _ in 0..megabytes {
        file.write_all(&blank).unwrap();
    }
    file.finish().unwrap()
}

fn two_hundred_megabytes(stream: &mut TcpStream) {
    let piece = "<item><title>Again and again</title></item>".repeat(25_000);
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n<rss><channel>");
    let mut sent = 0;
    while sent < 200 << 20 && stream.write_all(piece.as_bytes()).is_ok() {
        sent += piece.len();
    }
}

/// One byte a second for as long as anybody listens.
fn trickle(stream: &mut TcpStream) {
    let _ = stream.write_all(ok("text/xml", 100_000).as_bytes());
    let _ = stream.set_read_timeout(Some(Duration::from_secs(1)));
    while stream.write_all(b"<").is_ok() && !matches!(stream.read(&mut [0]), Ok(0)) {}
}

fn hostile_servers(web: &Web, elsewhere: &Web) -> Vec<Row> {
    let head = |more: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n{more}\r\n");
    let bomb = gzipped(64);
    let bomb =
        [head(&format!("Content-Encoding: gzip\r\nContent-Length: {}\r\n", bomb.len())).into_bytes(), bomb].concat();
    vec![
        ("large", Box::new(two_hundred_megabytes), "sends more than 10 MB"),
        ("said-large", says(head("Content-Length: 209715200\r\n")), "sends more than 10 MB"),
        ("bomb", says(bomb), "sends more than 10 MB"),
        ("garbled", says(head("Content-Encoding: gzip\r\nContent-Length: 7\r\n") + "no gzip"), "garbled it"),
        ("cut", says(head("Content-Length: 9000\r\n") + "<rss><channel><item>"), "broke off in the middle"),
        ("round", leads_to(&web.url("/round")), "sends us on and on, 5 times without an end"),
        ("inside", leads_to(&elsewhere.url("/secret")), "belongs to this machine itself"),
        ("file", leads_to("file:///etc/passwd"), "begins with file: is never asked"),
        ("script", leads_to("javascript:alert(1)"), "begins with javascript: is never asked"),
        ("private", leads_to("http://10.0.0.1/"), "belongs to a private network"),
        ("mapped", leads_to("http://[::ffff:10.0.0.1]/"), "belongs to a private network"),
        ("nat64", leads_to("http://[64:ff9b::a00:1]/"), "belongs to a private network"),
        ("decimal", leads_to("http://2130706433/"), "127.0.0.1 leads to 127.0.0.1"),
        ("octal", leads_to("http://0177.0.0.1/"), "127.0.0.1 leads to 127.0.0.1"),
        ("metadata", leads_to("http://169.254.169.254/latest/meta-data/"), "where machines keep their metadata"),
        ("trickle", Box::new(trickle), "sends so slowly that we gave up"),
    ]
}

fn listed(folder: &Folder) -> Vec<Value> {
    let output = caulbart(folder, &["feed", "list", "--json"]);
    assert!(output.status.success(), "{}", complained(&output));
    serde_json::from_str::<Vec<Value>>(&told(&output)).unwrap()
}

/// Adds all these in one go, to be asked at the next refresh.
fn add_all(folder: &Folder, web: &Web, names: &[&str]) {
    let outlines: String = names
        .iter()
        .map(|name| format!("<outline type=\"rss\" text=\"{name}\" xmlUrl=\"{}\"/>", web.url(&format!("/{name}"))))
        .collect();
    let list = folder.file("list.opml", format!("<opml version=\"2.0\"><body>{outlines}</body></opml>").as_bytes());
    let output = caulbart(folder, &["feed", "import", list.to_str().unwrap()]);
    assert!(output.status.success(), "{}", complained(&output));
}

fn refresh(folder: &Folder, web: &Web) {
    let output = caulbart(folder, &["feed", "refresh", "--all", "--allow-private", &web.host()]);
    assert!(output.status.success(), "{}", complained(&output));
}

fn health_of<'l>(sources: &'l [Value], web: &Web, name: &str) -> (&'l str, &'l str, i64) {
    let address = web.url(&format!("/{name}"));
    let source =
        sources.iter().find(|source| source["address"] == address.as_str()).unwrap_or_else(|| panic!("{name} is gone"));
    (source["health"].as_str().unwrap(), source["health_words"].as_str().unwrap(), source["items"].as_i64().unwrap())
}

#[test]
fn addresses_that_lead_inside_are_refused_on_the_command_line() {
    let (folder, elsewhere) = (Folder::new(), Web::new());
    let other_port = elsewhere.url("/feed");
    for (address, says) in [
        ("file:///etc/passwd", "begins with file: is never asked"),
        ("javascript:alert(1)", "begins with javascript: is never asked"),
        ("gopher://quay.example/", "begins with gopher: is never asked"),
        (other_port.as_str(), "belongs to this machine itself"),
        ("http://10.0.0.1/feed", "10.0.0.1 leads to 10.0.0.1, which belongs to a private network"),
        ("http://[::ffff:10.0.0.1]/feed", "belongs to a private network"),
        ("http://[64:ff9b::a00:1]/feed", "belongs to a private network"),
        ("http://2130706433/feed", "belongs to this machine itself"),
        ("http://0177.0.0.1/feed", "belongs to this machine itself"),
        ("http://0x7f.1/feed", "belongs to this machine itself"),
        ("http://localhost:22/feed", "port 22"),
        ("nonsense", "is not an address on the web"),
    ] {
        // That one private host was named opens no other.
        let output = caulbart(&folder, &["feed", "add", address, "--allow-private", "127.0.0.1:9"]);
        let words = complained(&output);
        assert_eq!(output.status.code(), Some(1), "{address}: {words}");
        assert!(words.contains(says) && !words.contains("panicked"), "{address}: {words}");
    }
    assert_eq!(elsewhere.asked(), Vec::<String>::new());
    assert!(listed(&folder).is_empty(), "nothing half-added stays");
}

#[test]
fn hostile_servers_are_told_in_health_and_take_nothing_away() {
    let (folder, web, elsewhere) = (Folder::new(), Web::new(), Web::new());
    elsewhere.put_feed("/secret", &rss("<item><guid>s</guid><title>A secret of the inside</title></item>"));
    let names: Vec<&str> = hostile_servers(&web, &elsewhere).iter().map(|row| row.0).collect();
    for name in &names {
        web.put_feed(
            &format!("/{name}"),
            &rss(&format!("<item><guid>{name}</guid><title>Kept from {name}</title></item>")),
        );
    }
    add_all(&folder, &web, &names);
    refresh(&folder, &web);
    for name in &names {
        assert_eq!(health_of(&listed(&folder), &web, name), ("well", "It answers as it should.", 1), "{name}");
    }
    for (name, answer, _) in hostile_servers(&web, &elsewhere) {
        web.put_answer(&format!("/{name}"), answer);
    }
    refresh(&folder, &web);
    let sources = listed(&folder);
    for (name, _, words) in hostile_servers(&web, &elsewhere) {
        let (health, sentence, items) = health_of(&sources, &web, name);
        assert_eq!((health, items), ("failing", 1), "{name}: {sentence}");
        assert!(sentence.contains(words) && sentence.ends_with('.'), "{name}: {sentence}");
    }
    assert_eq!(elsewhere.asked(), Vec::<String>::new(), "nobody was sent inside");
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    for name in &names {
        server.wait_for(&format!("/search?q=%22kept+from+{name}%22"), |page| page.body.contains("/article/"));
    }
    for (path, page) in server.pages_from(&["/", "/sources"], 20) {
        assert_harmless(&path, &page);
    }
}

#[test]
fn a_server_that_is_given_hostile_addresses_says_so_and_stays_up() {
    let (folder, web, elsewhere) = (Folder::new(), Web::new(), Web::new());
    web.put_feed("/good", &rss("<item><guid>a</guid><title>Bridge closes for repairs</title></item>"));
    let server = Server::start(&folder, &["--no-demo", "--allow-private", &web.host()]);
    let add = |path: &str| {
        let form = format!("address={}", web.url(path).replace(':', "%3A").replace('/', "%2F"));
        let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin")];
        server.post("/sources", &headers, form.as_bytes())
    };
    assert_eq!(add("/good").status, 303);
    std::thread::scope(|threads| {
        for (name, answer, words) in hostile_servers(&web, &elsewhere) {
            let (path, add) = (format!("/{name}"), &add);
            web.put_answer(&path, answer);
            threads.spawn(move || {
                let page = add(&path);
                assert_eq!(page.status, 200, "{name}");
                assert!(page.body.contains(words), "{name}: {}", page.body);
                assert_harmless(name, &page);
            });
        }
    });
    assert_eq!(elsewhere.asked(), Vec::<String>::new(), "nobody was sent inside");
    assert_eq!(server.get("/healthz").status, 200);
    server.wait_for("/", |page| page.body.contains("Bridge closes for repairs"));
    assert_eq!(
        server.get("/sources").body.matches("href=\"/source/").count(),
        1,
        "what could not be read was not added"
    );
}
