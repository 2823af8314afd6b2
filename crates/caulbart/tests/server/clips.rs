//! Clips as those see them who upload, who watch, and who should see nothing of it.

use std::io::Write;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::newsroom::{FORM, Person, form};
use crate::stand::{Answer, Folder, Server, ask, caulbart, complained};

const TUS: (&str, &str) = ("Tus-Resumable", "1.0.0");
pub const BYTES: (&str, &str) = ("Content-Type", "application/offset+octet-stream");
const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

pub fn start(folder: &Folder) -> Server {
    Server::start(folder, &["--offline"])
}

/// A creator with a channel of her own: she, and its number.
pub fn creator(folder: &Folder, server: &Server, name: &str, channel: &str, everywhere: &[&str]) -> (Person, String) {
    let person = Person::signs_up(server, name);
    let output = caulbart(folder, &[&["editor", "add", name, "creator"], everywhere].concat());
    assert!(output.status.success(), "{}", complained(&output));
    let made = person.post(server, "/studio", &[("title", channel), ("about", "Boats.")]);
    assert_eq!(made.status, 303, "{}", made.body);
    let page = person.get(server, "/studio").body;
    let number = page.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    (person, number)
}

impl Person {
    pub fn tus(&self, server: &Server, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut all = vec![("Cookie", self.0.as_str()), OWN, TUS];
        all.extend(headers);
        ask(server.address, method, path, &all, body)
    }

    /// Announces an upload: its address.
    pub fn announces(&self, server: &Server, channel: &str, name: &str, size: usize) -> Answer {
        let encoded = |text: &str| base64(text.as_bytes());
        let metadata = format!("filename {},channel {}", encoded(name), encoded(channel));
        let size = size.to_string();
        self.tus(server, "POST", "/uploads", &[("Upload-Length", &size), ("Upload-Metadata", &metadata)], b"")
    }

    /// Sends all of it at once: its number.
    pub fn uploads(&self, server: &Server, channel: &str, name: &str, bytes: &[u8]) -> String {
        let announced = self.announces(server, channel, name, bytes.len());
        assert_eq!(announced.status, 201, "{}", announced.body);
        let at = announced.header("location").unwrap().to_owned();
        let sent = self.tus(server, "PATCH", &at, &[BYTES, ("Upload-Offset", "0")], bytes);
        assert_eq!(
            (sent.status, sent.header("upload-offset")),
            (204, Some(bytes.len().to_string().as_str())),
            "{}",
            sent.body
        );
        at.rsplit('/').next().unwrap().to_owned()
    }

    /// Until it is in one of these states: what is told of it.
    pub fn waits(&self, server: &Server, clip: &str, states: &[&str]) -> String {
        let since = Instant::now();
        loop {
            let told = self.get(server, &format!("/studio/{clip}/state")).body;
            if states.iter().any(|state| told.contains(&format!("\"state\":\"{state}\""))) {
                return told;
            }
            assert!(since.elapsed() < Duration::from_secs(120), "{clip} never came to {states:?}: {told}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub fn publishes_clip(&self, server: &Server, clip: &str, headline: &str) -> String {
        let at = format!("/studio/{clip}");
        let page = self.get(server, &at).body;
        let base = page.split("name=\"base\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let lead = page.split("name=\"lead\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let fields = [
            ("do", "publish"),
            ("base", base),
            ("lead", lead),
            ("headline", headline),
            ("body", "The last ferry of the year leaves the harbour of Holm."),
            ("tags", "Ferries, Holm"),
            ("credit", "Ines Holm"),
        ];
        let answer = self.post(server, &at, &fields);
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.header("location").unwrap().rsplit('/').next().unwrap().to_owned()
    }
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let part = |three: &[u8]| {
        let number = three.iter().fold(0u32, |number, byte| number << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        let sign = |place: usize| SIGNS[(number >> (18 - 6 * place)) as usize & 63] as char;
        (0..4).map(|place| if place <= three.len() { sign(place) } else { '=' }).collect::<String>()
    };
    bytes.chunks(3).map(part).collect()
}

/// A small clip of moving stripes with a tone, by the real `ffmpeg`; `None` on a stranger's machine without it.
pub fn filmed(folder: &Folder, seconds: u32, more: &[&str]) -> Option<Vec<u8>> {
    let path: PathBuf = folder.path().join(format!("filmed-{seconds}-{}.mp4", more.len()));
    let picture = format!("testsrc2=size=360x640:rate=25:duration={seconds}");
    let tone = format!("sine=frequency=440:duration={seconds}");
    let made = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", &picture, "-f", "lavfi", "-i", &tone])
        .args(["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"])
        .args(more)
        .arg(&path)
        .status();
    match made {
        Ok(status) if status.success() => Some(std::fs::read(path).unwrap()),
        _ if std::env::var_os("CI").is_some() => panic!("ffmpeg is not there, and these tests need it"),
        _ => {
            println!("skipped: ffmpeg is not there");
            None
        }
    }
}

pub fn addresses<'p>(page: &'p str, end: &str) -> Vec<&'p str> {
    page.split('"').filter(|part| part.starts_with("/clip/") && part.ends_with(end)).collect()
}

pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_clip_is_uploaded_made_published_watched_in_parts_and_taken_back() {
    let folder = Folder::new();
    let Some(bytes) = filmed(&folder, 3, &[]) else { return };
    let server = start(&folder);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let clip = ines.uploads(&server, &channel, "../../the ferry.mp4", &bytes);
    let told = ines.waits(&server, &clip, &["ready", "failed"]);
    assert!(told.contains("\"state\":\"ready\""), "{told}");
    let studio = ines.get(&server, "/studio").body;
    assert!(studio.contains("the ferry.mp4") && !studio.contains("../"), "{studio}");

    let item = ines.publishes_clip(&server, &clip, "The last ferry leaves Holm");
    let page = server.wait_for(&format!("/article/{item}"), |answer| answer.status == 200);
    assert!(page.body.contains("The last ferry leaves Holm") && page.body.contains("/tag/ferries"), "{}", page.body);
    let owned = ines.get(&server, &format!("/studio/{clip}")).body;
    let film = addresses(&owned, ".mp4")[0].to_owned();

    let whole = server.get(&film);
    assert_eq!((whole.status, whole.header("content-type")), (200, Some("video/mp4")));
    assert_eq!(whole.header("content-length"), Some(whole.bytes.len().to_string().as_str()));
    assert_eq!(whole.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let tag = whole.header("etag").unwrap().to_owned();
    assert!(film.contains(tag.trim_matches('"')), "the address names the content: {tag} {film}");
    for (range, status, from, to) in [
        ("bytes=0-99", 206, 0, 99),
        ("bytes=100-", 206, 100, whole.bytes.len() - 1),
        ("bytes=-50", 206, whole.bytes.len() - 50, whole.bytes.len() - 1),
    ] {
        let part = ask(server.address, "GET", &film, &[("Range", range)], b"");
        assert_eq!((part.status, &part.bytes[..]), (status, &whole.bytes[from..=to]), "{range}");
        let said = format!("bytes {from}-{to}/{}", whole.bytes.len());
        assert_eq!(part.header("content-range"), Some(said.as_str()));
    }
    let beyond = ask(server.address, "GET", &film, &[("Range", "bytes=99999999-")], b"");
    assert_eq!((beyond.status, beyond.bytes.len()), (416, 0));
    let known = ask(server.address, "GET", &film, &[("If-None-Match", &tag)], b"");
    assert_eq!((known.status, known.bytes.len()), (304, 0));
    let changed = ask(server.address, "GET", &film, &[("Range", "bytes=0-9"), ("If-Range", "\"other\"")], b"");
    assert_eq!(changed.bytes.len(), whole.bytes.len());
    let head = ask(server.address, "HEAD", &film, &[], b"");
    assert_eq!((head.status, head.header("content-length")), (200, whole.header("content-length")));

    // The original has a name too, and nobody is given it.
    let original = sha256(&bytes);
    assert_eq!(server.get(&format!("/clip/{original}/original.mp4")).status, 404);
    let (start, name) = film.rsplit_once('/').unwrap();
    for wrong in [
        format!("/clip/{}/{name}", "0".repeat(64)),
        format!("/clip/{}/{name}", start[6..].to_uppercase()),
        format!("/clip/..%2f..%2fcaulbart.db/{name}"),
        format!("/clip/{}/{name}", &start[6..start.len() - 1]),
    ] {
        assert_eq!(server.get(&wrong).status, 404, "{wrong}");
    }

    let back =
        ines.post(&server, &format!("/studio/{clip}"), &[("do", "withdraw"), ("reason", "It was another ferry.")]);
    assert_eq!(back.status, 303, "{}", back.body);
    server
        .wait_for(&format!("/article/{item}"), |answer| answer.status == 410 && answer.body.contains("another ferry"));
    assert_eq!(server.get(&film).status, 404, "what was taken back is not to be had");
    server.wait_for("/transparency", |answer| answer.status == 200);
}

#[test]
fn a_line_that_breaks_costs_nothing_and_goes_on_where_it_was() {
    let folder = Folder::new();
    let server = start(&folder);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let bytes: Vec<u8> = (0..700_000u32).map(|number| (number / 7) as u8).collect();
    let at = ines.announces(&server, &channel, "a.mp4", bytes.len()).header("location").unwrap().to_owned();

    // Announces all of it, sends a part, and hangs up.
    let mut stream = TcpStream::connect(server.address).unwrap();
    let head = format!(
        "PATCH {at} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n\
         Content-Type: application/offset+octet-stream\r\nContent-Length: {}\r\n\r\n",
        server.address,
        ines.0,
        bytes.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&bytes[..300_000]).unwrap();
    drop(stream);
    let since = Instant::now();
    let here = loop {
        let looked = ines.tus(&server, "HEAD", &at, &[], b"");
        let here: usize = looked.header("upload-offset").unwrap().parse().unwrap();
        assert_eq!(looked.header("cache-control"), Some("no-store"));
        if here > 0 || since.elapsed() > Duration::from_secs(20) {
            break here;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(here, 300_000, "all that was sent was kept");

    let wrong = ines.tus(&server, "PATCH", &at, &[BYTES, ("Upload-Offset", "0")], &bytes);
    assert_eq!((wrong.status, wrong.header("upload-offset")), (409, Some("300000")));
    let kind = ines.tus(
        &server,
        "PATCH",
        &at,
        &[("Content-Type", "video/mp4"), ("Upload-Offset", "300000")],
        &bytes[300_000..],
    );
    assert_eq!(kind.status, 415);
    let long = ines.tus(&server, "PATCH", &at, &[BYTES, ("Upload-Offset", "300000")], &bytes);
    assert_eq!(long.status, 413, "{}", long.body);
    let here: usize = ines.tus(&server, "HEAD", &at, &[], b"").header("upload-offset").unwrap().parse().unwrap();
    let end = ines.tus(&server, "PATCH", &at, &[BYTES, ("Upload-Offset", &here.to_string())], &bytes[here..]);
    assert_eq!(end.status, 204, "{}", end.body);
}

#[test]
fn who_has_no_right_uploads_nothing_and_learns_nothing() {
    let folder = Folder::new();
    let server = start(&folder);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let (otto, his) = creator(&folder, &server, "Otto Berg", "Mountains", &[]);
    let reader = Person::signs_up(&server, "Rita Reader");
    let at = ines.announces(&server, &channel, "a.mp4", 100).header("location").unwrap().to_owned();
    let clip = at.rsplit('/').next().unwrap();

    assert_eq!(reader.announces(&server, &channel, "a.mp4", 10).status, 404);
    assert_eq!(reader.get(&server, "/studio").status, 404);
    assert_eq!(Person(String::new()).announces(&server, &channel, "a.mp4", 10).status, 404);
    assert_eq!(otto.announces(&server, &channel, "a.mp4", 10).status, 404, "another's channel");
    for (method, headers) in [("HEAD", vec![]), ("PATCH", vec![BYTES, ("Upload-Offset", "0")]), ("DELETE", vec![])] {
        assert_eq!(otto.tus(&server, method, &at, &headers, b"").status, 404, "{method}");
        assert_eq!(reader.tus(&server, method, &at, &headers, b"").status, 404, "{method}");
    }
    for path in [format!("/studio/{clip}"), format!("/studio/{clip}/state")] {
        assert_eq!(otto.get(&server, &path).status, 404, "{path}");
    }
    for verb in ["publish", "throw-away", "again", "withdraw", "unlist"] {
        assert_eq!(
            otto.post(&server, &format!("/studio/{clip}"), &[("do", verb), ("reason", "x")]).status,
            404,
            "{verb}"
        );
    }
    // A creator makes clips, not articles.
    assert!(matches!(otto.post(&server, "/newsroom", &[]).status, 403 | 404));
    let foreign = ask(
        server.address,
        "POST",
        &format!("/studio/{clip}"),
        &[FORM, ("Sec-Fetch-Site", "cross-site"), ("Cookie", &ines.0)],
        form(&[("do", "throw-away")]).as_bytes(),
    );
    assert_eq!(foreign.status, 403);
    let metadata = format!("channel {}", base64(his.as_bytes()));
    let fields = [("Cookie", otto.0.as_str()), OWN, ("Upload-Length", "10"), ("Upload-Metadata", &metadata)];
    let old = ask(server.address, "POST", "/uploads", &[&fields[..], &[("Tus-Resumable", "0.2.2")]].concat(), b"");
    assert_eq!((old.status, old.header("tus-version")), (412, Some("1.0.0")));
    let options = ask(server.address, "OPTIONS", "/uploads", &[], b"");
    assert_eq!((options.status, options.header("tus-extension")), (204, Some("creation,termination")));

    assert_eq!(otto.announces(&server, &his, "a.mp4", 0).status, 422);
    assert_eq!(otto.announces(&server, &his, "a.mp4", 1 << 45).status, 413);
    assert_eq!(ines.tus(&server, "DELETE", &at, &[], b"").status, 204);
    assert_eq!(ines.tus(&server, "HEAD", &at, &[], b"").status, 404);
}

#[test]
fn what_is_no_video_says_so_in_one_sentence_and_waits_for_its_owner() {
    let folder = Folder::new();
    if filmed(&folder, 1, &[]).is_none() {
        return;
    }
    let server = start(&folder);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let elf = [&b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0"[..], &[7; 500]].concat();
    let list = b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n".to_vec();
    for (name, bytes, words) in
        [("program.mp4", elf, "program"), ("list.mp4", list, "list that points"), ("noise.mp4", vec![9; 4000], "")]
    {
        let clip = ines.uploads(&server, &channel, name, &bytes);
        let told = ines.waits(&server, &clip, &["failed", "ready"]);
        assert!(told.contains("\"state\":\"failed\"") && told.contains(words), "{name}: {told}");
        let page = ines.get(&server, &format!("/studio/{clip}")).body;
        assert!(page.contains("Make it again") && page.contains("Throw it away"), "{page}");
        let at = format!("/studio/{clip}");
        let base = page.split("name=\"base\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let early = ines.post(&server, &at, &[("do", "publish"), ("base", base), ("headline", "Too early")]);
        assert_eq!(early.status, 422);
        assert!(
            early.body.contains("not ready yet") && early.body.contains("Too early"),
            "what was typed is still there"
        );
        assert_eq!(ines.post(&server, &at, &[("do", "again")]).status, 303);
        ines.waits(&server, &clip, &["failed"]);
        assert_eq!(ines.post(&server, &at, &[("do", "throw-away")]).status, 303);
        assert_eq!(ines.get(&server, &at).status, 404);
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_server_that_was_killed_goes_on_with_the_clip_it_was_making() {
    let folder = Folder::new();
    let Some(bytes) = filmed(&folder, 40, &["-g", "25"]) else { return };
    let server = start(&folder);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let clip = ines.uploads(&server, &channel, "a.mp4", &bytes);
    ines.waits(&server, &clip, &["working", "ready"]);
    server.kill();
    let server = start(&folder);
    ines.waits(&server, &clip, &["ready"]);
}

#[test]
fn captions_are_taken_made_strict_and_shown() {
    let folder = Folder::new();
    let Some(bytes) = filmed(&folder, 2, &[]) else { return };
    let server = start(&folder);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let clip = ines.uploads(&server, &channel, "a.mp4", &bytes);
    ines.waits(&server, &clip, &["ready"]);
    let send = |text: &str| {
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"language\"\r\n\r\nen\r\n--x\r\nContent-Disposition: form-data; \
             name=\"file\"; filename=\"a.srt\"\r\n\r\n{text}\r\n--x--\r\n"
        );
        let kind = ("Content-Type", "multipart/form-data; boundary=x");
        ask(
            server.address,
            "POST",
            &format!("/studio/{clip}/captions"),
            &[("Cookie", &ines.0), OWN, kind],
            body.as_bytes(),
        )
    };
    assert_eq!(send("nothing of the kind").status, 422);
    assert_eq!(send("1\n00:00:00,500 --> 00:00:01,500\n<script>alert(1)</script> The ferry & the sea\n").status, 303);
    let page = ines.get(&server, &format!("/studio/{clip}")).body;
    let address = addresses(&page, ".vtt")[0].to_owned();
    let shown = ines.get(&server, &address);
    assert_eq!(shown.header("content-type"), Some("text/vtt; charset=utf-8"));
    assert_eq!(shown.body, "WEBVTT\n\n00:00:00.500 --> 00:00:01.500\nalert(1) The ferry &amp; the sea\n");
    assert_eq!(
        ines.post(&server, &format!("/studio/{clip}"), &[("do", "remove-captions"), ("captions", "en")]).status,
        303
    );
    assert_eq!(ines.get(&server, &address).status, 404);
}

#[test]
fn a_reported_clip_is_judged_with_a_reason_and_its_owner_is_heard() {
    let folder = Folder::new();
    let Some(bytes) = filmed(&folder, 2, &[]) else { return };
    let server = start(&folder);
    let (ines, channel) = creator(&folder, &server, "Ines Holm", "Boats of Holm", &[]);
    let mia = Person::signs_up(&server, "Mia Moderator");
    assert!(caulbart(&folder, &["editor", "add", "Mia Moderator", "moderator"]).status.success());
    let clip = ines.uploads(&server, &channel, "a.mp4", &bytes);
    ines.waits(&server, &clip, &["ready"]);
    let item = ines.publishes_clip(&server, &clip, "The last ferry leaves Holm");
    let article = format!("/article/{item}");
    server.wait_for(&article, |answer| answer.status == 200);
    let reader = Person::signs_up(&server, "Rita Reader");
    let reported = reader.post(&server, "/report", &[("item", &item), ("reason", "misleading")]);
    assert!(reported.status < 400, "{}", reported.body);

    assert_eq!(ines.get(&server, "/newsroom/clips").status, 403);
    assert_eq!(reader.get(&server, "/newsroom/clips").status, 404);
    let judge =
        |fields: &[(&str, &str)]| mia.post(&server, "/newsroom/clips", &[&[("clip", clip.as_str())], fields].concat());
    let queue = mia.get(&server, "/newsroom/clips").body;
    assert!(queue.contains("The last ferry leaves Holm") && queue.contains("misleading"), "{queue}");
    assert_eq!(judge(&[("do", "withhold"), ("reason", "falsehood"), ("words", "")]).status, 422, "words are needed");
    assert_eq!(
        judge(&[("do", "withhold"), ("reason", ""), ("words", "It sank in May.")]).status,
        422,
        "a ground is needed"
    );
    assert_eq!(judge(&[("do", "withhold"), ("reason", "falsehood"), ("words", "It sank in May.")]).status, 303);
    server.wait_for(&article, |answer| answer.status == 410 && answer.body.contains("It sank in May."));

    let at = format!("/studio/{clip}");
    let page = ines.get(&server, &at).body;
    assert!(page.contains("It sank in May.") && page.contains("You do not agree?"), "{page}");
    let base = page.split("name=\"base\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let again = ines.post(&server, &at, &[("do", "publish"), ("base", base), ("headline", "Once more")]);
    assert!(again.status >= 400, "what moderators withheld, its owner does not bring back");
    assert_eq!(ines.post(&server, &at, &[("do", "appeal"), ("words", "It sails, look.")]).status, 303);
    assert_eq!(ines.post(&server, &at, &[("do", "appeal"), ("words", "Again!")]).status, 422, "once");
    assert!(mia.get(&server, "/newsroom/clips").body.contains("It sails, look."));
    assert_eq!(judge(&[("do", "restore"), ("words", "You are right.")]).status, 303);
    server.wait_for("/?order=newest", |answer| answer.body.contains("The last ferry leaves Holm"));
    assert!(ines.get(&server, &at).body.contains("You are right."));
    assert!(!mia.get(&server, "/newsroom/clips").body.contains("It sails, look."));

    // Both decisions stand in the ledger, without a name.
    let since = Instant::now();
    loop {
        let entries = server.get("/ledger/tile/entries/000.p/4").body + &server.get("/transparency").body;
        let told = caulbart(&folder, &["audit", &format!("http://{}/ledger/", server.address)]);
        if told.status.success() && entries.contains("decision") {
            break;
        }
        assert!(since.elapsed() < Duration::from_secs(30), "{}", complained(&told));
        std::thread::sleep(Duration::from_millis(200));
    }
}
