//! Clips that feeds enclose are watched here and come through the edition, in parts where a player asks for parts.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::forged::OWN;
use crate::stand::{Answer, Folder, Server, Web, ask, caulbart, complained};

/// A file that a source would serve, as far as a relay cares.
fn clip() -> Vec<u8> {
    (0..100_000_u32).flat_map(u32::to_le_bytes).collect()
}

fn said<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| line.to_ascii_lowercase().starts_with(name).then(|| line[name.len() + 1..].trim()))
}

/// Answers as a server of files does (RFC 9110, 14), and remembers what it was asked.
fn with_parts(web: &Web, path: &str, bytes: Vec<u8>) -> Arc<Mutex<Vec<String>>> {
    let heads = Arc::<Mutex<Vec<String>>>::default();
    let kept = heads.clone();
    web.put_asked(path, move |head, stream| {
        kept.lock().unwrap().push(head.to_owned());
        let whole = bytes.len();
        let same = said(head, "if-range").is_none_or(|tag| tag == "\"v1\"");
        let range = said(head, "range").filter(|_| same).and_then(|range| range.strip_prefix("bytes="));
        let (status, part, more) = match range.and_then(|range| range.split_once('-')) {
            None => ("200 OK", &bytes[..], String::new()),
            Some((from, to)) => {
                let (from, to) = (from.parse::<usize>().unwrap(), to.parse().unwrap_or(whole - 1).min(whole - 1));
                if from >= whole {
                    ("416 Range Not Satisfiable", &bytes[..0], format!("Content-Range: bytes */{whole}\r\n"))
                } else {
                    ("206 Partial Content", &bytes[from..=to], format!("Content-Range: bytes {from}-{to}/{whole}\r\n"))
                }
            }
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: video/quicktime\r\nETag: \"v1\"\r\nSet-Cookie: who=you\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n",
            part.len()
        );
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(part));
    });
    heads
}

fn media_rss(clips: &[(&str, &str, &str)]) -> String {
    let entries: String = clips
        .iter()
        .map(|(title, address, more)| {
            format!("<item><guid>{title}</guid><title>{title}</title><media:content url=\"{address}\" {more}/></item>")
        })
        .collect();
    format!(
        "<rss version=\"2.0\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>Quay Films</title>{entries}</channel></rss>"
    )
}

fn started(folder: &Folder, web: &Web, feed: &str) -> Server {
    web.put_feed("/feed", feed);
    let output = caulbart(folder, &["feed", "add", &web.url("/feed"), "--allow-private", &web.host()]);
    assert!(output.status.success(), "{}", complained(&output));
    Server::start(folder, &["--no-demo", "--allow-private", &web.host()])
}

/// The number of the item with this headline, as the page with all of them says it.
fn item(page: &Answer, title: &str) -> String {
    let (before, _) = page.body.split_once(&format!(">{title}<")).unwrap_or_else(|| panic!("no {title}"));
    before.rsplit("href=\"/").next().unwrap().split(['"', '#']).next().unwrap().rsplit('/').next().unwrap().to_owned()
}

fn part(server: &Server, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(server.address, "GET", path, headers, b"")
}

#[test]
fn a_clip_of_a_feed_is_watched_here_and_nobody_else_is_asked() {
    let (folder, web, inside) = (Folder::new(), Web::new(), Web::new());
    let bytes = clip();
    let heads = with_parts(&web, "/ferry.mp4", bytes.clone());
    web.put_bytes("/whole.webm", "application/octet-stream", &bytes);
    web.put_bytes("/page.mp4", "text/html", b"<script>steal()</script>");
    inside.put_bytes("/secret.mp4", "video/mp4", &bytes);
    let secret = inside.url("/secret.mp4");
    web.put(
        "/round.mp4",
        format!("HTTP/1.1 302 Found\r\nLocation: {secret}\r\nContent-Length: 0\r\n\r\n").into_bytes(),
    );
    web.put(
        "/huge.mp4",
        b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 900000000000\r\n\r\n".to_vec(),
    );
    web.put("/short.mp4", b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 9000\r\n\r\nhalf".to_vec());
    let addresses =
        ["ferry.mp4", "whole.webm", "page.mp4", "round.mp4", "huge.mp4", "short.mp4", "long.mp4", "old.avi"]
            .map(|name| web.url(&format!("/{name}")));
    let server = started(
        &folder,
        &web,
        &media_rss(&[
            ("Ferry", &addresses[0], "type=\"video/mp4\" duration=\"12\""),
            ("Whole", &addresses[1], "medium=\"video\""),
            ("Page", &addresses[2], "type=\"video/mp4\""),
            ("Round", &addresses[3], "type=\"video/mp4\""),
            ("Huge", &addresses[4], "type=\"video/mp4\""),
            ("Short", &addresses[5], "type=\"video/mp4\""),
            ("Secret", &secret, "type=\"video/mp4\""),
            ("Long", &addresses[6], "type=\"video/mp4\" duration=\"7200\""),
            ("Old", &addresses[7], "type=\"video/x-msvideo\""),
        ]),
    );
    let watch = server.wait_for("/watch", |page| page.body.matches("<video").count() == 7);
    assert!(
        !watch.body.contains(&web.host()) && !watch.body.contains(&inside.host()),
        "a reader's browser is led away"
    );
    assert!(watch.body.contains("0:12"), "as long as its feed says");
    assert!(!watch.body.contains(">Long<") && !watch.body.contains(">Old<"), "no short video, or none that plays");
    let all = server.get("/?order=newest");
    let address = |title: &str| format!("/clip/enclosed/{}", item(&all, title));

    let ferry = address("Ferry");
    let whole = server.get(&ferry);
    assert_eq!((whole.status, whole.header("content-type")), (200, Some("video/mp4")));
    assert_eq!(whole.bytes, bytes);
    assert_eq!(whole.header("x-content-type-options"), Some("nosniff"));
    assert_eq!((whole.header("etag"), whole.header("set-cookie")), (Some("\"v1\""), None));
    let cookie = ("Cookie", "caulbart=0123; other=1");
    let some = part(&server, &ferry, &[("Range", "bytes=100-199"), ("If-Range", "\"v1\""), cookie]);
    assert_eq!((some.status, some.header("content-range")), (206, Some("bytes 100-199/400000")));
    assert_eq!(some.bytes, bytes[100..200]);
    let other = part(&server, &ferry, &[("Range", "bytes=100-199"), ("If-Range", "\"v0\"")]);
    assert_eq!((other.status, other.bytes.len()), (200, bytes.len()));
    let beyond = part(&server, &ferry, &[("Range", "bytes=400000-")]);
    assert_eq!((beyond.status, beyond.header("content-range")), (416, Some("bytes */400000")));
    assert_eq!(part(&server, &ferry, &[("Range", "bytes=0-1,5-6")]).status, 200, "one part or the whole");
    let head = ask(server.address, "HEAD", &ferry, &[], b"");
    assert_eq!((head.status, head.header("content-length"), head.bytes.len()), (200, Some("400000"), 0));
    for head in heads.lock().unwrap().iter() {
        let told = ["cookie", "referer", "x-forwarded", "forwarded", "accept-language"];
        assert!(told.iter().all(|name| said(head, name).is_none()), "tells who watches: {head}");
    }

    let whole = part(&server, &address("Whole"), &[("Range", "bytes=5-9")]);
    assert_eq!((whole.status, whole.header("content-type"), whole.bytes.len()), (200, Some("video/webm"), bytes.len()));
    for title in ["Page", "Round", "Huge", "Secret"] {
        let answer = server.get(&address(title));
        assert_eq!((answer.status, answer.bytes.len()), (502, 0), "{title}");
    }
    assert_eq!(inside.asked(), Vec::<String>::new(), "a clip fetched from inside");
    assert!(part(&server, &address("Short"), &[]).bytes.len() <= 4, "broken off where its source breaks off");
    for gone in ["/clip/enclosed/999999", "/clip/enclosed/x", "/clip/enclosed/-1", &address("Old")] {
        assert_eq!(server.get(gone).status, 404, "{gone}");
    }
    assert!(server.get(&ferry).status == 200, "after all that");
    let article = server.get(&ferry.replace("/clip/enclosed/", "/article/"));
    assert!(article.status == 200 && article.body.contains(&format!("src=\"{ferry}\"")), "it plays beside its words");
}

#[test]
fn what_a_feed_marks_for_adults_is_asked_before_it_is_watched() {
    let (folder, web) = (Folder::new(), Web::new());
    web.put_bytes("/night.mp4", "video/mp4", &clip());
    web.put_bytes("/night.jpg", "image/jpeg", b"no picture");
    let more = format!(
        "type=\"video/mp4\"><media:rating>adult</media:rating><media:thumbnail url=\"{}\"/></media:content><media:rating",
        web.url("/night.jpg")
    );
    let server = started(&folder, &web, &media_rss(&[("Night", &web.url("/night.mp4"), &more)]));
    let watch = server.wait_for("/watch", |page| page.body.contains("Night"));
    assert!(watch.body.contains("action=\"/watch/age\"") && !watch.body.contains("<video"), "{}", watch.body);
    let path = format!("/clip/enclosed/{}", item(&watch, "Night"));
    let article = server.get(&path.replace("/clip/enclosed/", "/article/"));
    for page in [&watch, &article, &server.get("/?order=newest")] {
        assert!(!page.body.contains("night.mp4") && !page.body.contains("night.jpg"), "{}", page.body);
        assert!(!page.body.contains(&path));
    }
    assert_eq!(server.get(&path).status, 404, "before the question");
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let said = ask(server.address, "POST", "/watch/age", &[OWN, form], b"back=/watch");
    let cookie = said.header("set-cookie").and_then(|cookie| cookie.split(';').next()).unwrap().to_owned();
    let watch = part(&server, "/watch", &[("Cookie", &cookie)]);
    assert!(watch.body.contains("<video") && watch.body.contains(&path), "{}", watch.body);
    let whole = part(&server, &path, &[("Cookie", &cookie)]);
    assert_eq!((whole.status, whole.header("cache-control")), (200, Some("private, max-age=3600")));
}

#[test]
fn whoever_holds_many_clips_open_waits_and_keeps_nobody_else_away_for_long() {
    let (folder, web) = (Folder::new(), Web::new());
    web.put_answer("/slow.mp4", |stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 100\r\n\r\n";
        let _ = stream.write_all(head.as_bytes());
        // Until the edition goes.
        let _ = stream.read(&mut [0; 1]);
    });
    let server = started(&folder, &web, &media_rss(&[("Slow", &web.url("/slow.mp4"), "type=\"video/mp4\"")]));
    let watch = server.wait_for("/watch", |page| page.body.contains("/clip/enclosed/"));
    let path = format!("/clip/enclosed/{}", item(&watch, "Slow"));
    let mut open = Vec::new();
    let busy = loop {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).as_bytes()).unwrap();
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        if &head[9..] == b"503" {
            break head;
        }
        assert_eq!(&head[9..], b"200");
        open.push(stream);
        assert!(open.len() < 64, "no end");
    };
    assert_eq!((&busy[9..], open.len()), (&b"503"[..], 8));
    drop(open);
    let begun = Instant::now();
    loop {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).as_bytes()).unwrap();
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        if &head[9..] == b"200" {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "places are not given back");
        std::thread::sleep(Duration::from_millis(100));
    }
}
