//! The disk is full, the database is locked or gone: a clear sentence, nothing half-written, and on it goes.

use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use rusqlite::Connection;

use crate::stand::{Answer, BINARY, Folder, Server, Web, caulbart, complained, told};

fn rss(words: &str, entries: usize) -> String {
    let items: String = (0..entries)
        .map(|n| {
            format!(
                "<item><guid>{words}{n}</guid><title>{words} number {n}</title><description>{}</description></item>",
                format!("{words} {n}. ").repeat(40)
            )
        })
        .collect();
    format!("<rss version=\"2.0\"><channel><title>{words}</title>{items}</channel></rss>")
}

/// No file that this command writes becomes larger than so many kilobytes.
fn with_small_files(kilobytes: u32, folder: &Folder, arguments: &[&str]) -> Output {
    // `ulimit -f` counts blocks of 512 bytes in most shells and kilobytes in some: small enough either way.
    let script = format!("ulimit -f {}; exec \"$0\" \"$@\"", kilobytes * 2);
    let mut command = Command::new("sh");
    command.args(["-c", &script, BINARY]).args(arguments).arg("--data").arg(folder.path());
    command.stdin(Stdio::null()).output().unwrap()
}

fn titles(folder: &Folder) -> String {
    let output = caulbart(folder, &["timeline", "--slots", "200"]);
    assert!(output.status.success(), "{}", complained(&output));
    told(&output)
}

fn items(folder: &Folder) -> i64 {
    let output = caulbart(folder, &["feed", "list", "--json"]);
    assert!(output.status.success(), "{}", complained(&output));
    let sources: Vec<serde_json::Value> = serde_json::from_str(&told(&output)).unwrap();
    sources.iter().map(|source| source["items"].as_i64().unwrap()).sum()
}

fn is_whole(folder: &Folder) {
    let database = Connection::open(folder.path().join("main/store.sqlite")).unwrap();
    let verdict: String = database.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
}

fn event(page: &Answer, id: u64) -> String {
    let item = page.body.split("data-item=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
    format!(r#"[{{"id":{id},"item":{item},"deed":"opened","at":{now},"slot":1}}]"#)
}

const JSON: [(&str, &str); 2] = [("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin")];

#[test]
fn files_that_may_not_grow_cost_what_is_new_and_nothing_else() {
    let (folder, web) = (Folder::new(), Web::new());
    web.put_feed("/feed", &rss("Ferry", 5));
    let allow = web.host();
    assert!(caulbart(&folder, &["feed", "add", &web.url("/feed"), "--allow-private", &allow]).status.success());
    let before = std::fs::metadata(folder.path().join("main/store.sqlite")).unwrap().len();
    web.put_feed(
        "/feed",
        &(rss("Ferry", 5) + "<!-- -->").replace("</channel>", &rss("Tram", 3_000).replace("<rss version=\"2.0\">", "")),
    );
    let room = u32::try_from(before / 1024).unwrap() + 64;
    let output = with_small_files(room, &folder, &["feed", "refresh", "--all", "--allow-private", &allow]);
    let words = complained(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("database") || words.contains("disk") || words.contains("search"), "{words}");
    assert!(!words.contains("panicked"), "{words}");
    assert!(titles(&folder).contains("Ferry number 0"), "what was kept stays");
    is_whole(&folder);
    let output = caulbart(&folder, &["feed", "refresh", "--all", "--allow-private", &allow]);
    assert!(output.status.success(), "{}", complained(&output));
    assert!(items(&folder) > 2_000, "with room again, everything comes in");
    is_whole(&folder);
}

/// A disk of its own that is nearly full, and that gets room when a line is sent to the server's standard input.
pub fn on_a_small_disk(folder: &Folder, then: &str) -> Option<Command> {
    let mount = "mount -t tmpfs -o size=12m tmpfs \"$0\"";
    let alone = |script: String| {
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-c", &script]).arg(folder.path());
        command
    };
    let tried = alone(mount.to_owned()).output();
    if !tried.is_ok_and(|output| output.status.success()) {
        println!("skipped: this system lets nobody mount a file system of her own");
        return None;
    }
    let ballast = "head -c 6000000 /dev/zero > \"$0/ballast\"; exec 3<&0; (read line <&3; rm \"$0/ballast\") &";
    Some(alone(format!("{mount} && {ballast} {then}")))
}

#[test]
fn a_full_disk_is_said_to_be_full_and_the_server_stays_up_until_there_is_room() {
    let (folder, web) = (Folder::new(), Web::new());
    let Some(mut command) = on_a_small_disk(&folder, "shift; exec \"$@\"") else { return };
    web.put_feed("/small", &rss("Ferry", 5));
    web.put_feed("/huge", &rss("Tram", 3_000));
    let command = command.args(["", BINARY]).env("CAULBART_LOG", "error").stdin(Stdio::piped());
    let mut server = Server::start_by(command, &folder, &["--no-demo", "--allow-private", &web.host()]);
    let add = |path: &str| {
        let form = format!("address={}", web.url(path).replace(':', "%3A").replace('/', "%2F"));
        server.post("/sources", &[("Content-Type", "application/x-www-form-urlencoded"), JSON[1]], form.as_bytes())
    };
    assert_eq!(add("/small").status, 303);
    let front = server.wait_for("/", |page| page.body.contains("Ferry number"));
    let answer = add("/huge");
    assert!(answer.body.contains("disk is full"), "{}: {}", answer.status, answer.body);
    assert!(server.get("/source/1").body.contains("Ferry number"), "what was kept stays");
    assert_eq!(server.get("/").status, 200);
    assert_eq!(server.get("/healthz").status, 200, "the server stays up");
    server.write_line();
    let patience = std::time::Instant::now();
    while server.post("/events", &JSON, event(&front, 1).as_bytes()).status != 204 {
        assert!(patience.elapsed().as_secs() < 30, "with room again, it goes on by itself");
    }
    server.wait_for("/search?q=%22tram+number+7%22", |page| page.body.contains("/article/"));
}

#[test]
fn a_database_locked_during_a_refresh_gets_a_sentence_and_loses_nothing() {
    let (folder, web) = (Folder::new(), Web::new());
    web.put_feed("/feed", &rss("Ferry", 5));
    let allow = web.host();
    assert!(caulbart(&folder, &["feed", "add", &web.url("/feed"), "--allow-private", &allow]).status.success());
    // While the feed is being asked, another program takes the database and keeps it.
    let held: Arc<Mutex<Option<Connection>>> = Arc::default();
    let (path, holder) = (folder.path().join("main/store.sqlite"), held.clone());
    let feed = rss("Ferry", 6);
    web.put_answer("/feed", move |stream| {
        let database = Connection::open(&path).unwrap();
        database.busy_timeout(std::time::Duration::from_secs(20)).unwrap();
        database.execute_batch("begin exclusive").unwrap();
        *holder.lock().unwrap() = Some(database);
        let head = crate::web::ok("text/xml", feed.len());
        let _ = std::io::Write::write_all(stream, [head.as_bytes(), feed.as_bytes()].concat().as_slice());
    });
    let output = caulbart(&folder, &["feed", "refresh", "--all", "--allow-private", &allow]);
    let words = complained(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("locked by another program"), "{words}");
    assert!(words.contains("Close the other program"), "it says what to do: {words}");
    drop(held.lock().unwrap().take());
    assert_eq!(items(&folder), 5, "nothing half-written, nothing lost");
    web.put_feed("/feed", &rss("Ferry", 6));
    assert!(caulbart(&folder, &["feed", "refresh", "--all", "--allow-private", &allow]).status.success());
    assert_eq!(items(&folder), 6);
}

#[test]
fn what_a_reader_does_while_the_database_is_locked_is_acknowledged_once_it_is_kept() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let front = server.wait_for("/", |page| page.link("/story/").is_some());
    let database = Connection::open(folder.path().join("main/store.sqlite")).unwrap();
    database.busy_timeout(std::time::Duration::from_secs(20)).unwrap();
    database.execute_batch("begin immediate").unwrap();
    let released = AtomicBool::new(false);
    std::thread::scope(|threads| {
        let asked = threads.spawn(|| {
            let answer = server.post("/events", &JSON, event(&front, 1).as_bytes());
            (answer.status, released.load(Ordering::SeqCst))
        });
        // Reading goes on meanwhile.
        for path in ["/", "/sources", "/healthz"] {
            assert_eq!(server.get(path).status, 200, "{path}");
        }
        released.store(true, Ordering::SeqCst);
        database.execute_batch("commit").unwrap();
        assert_eq!(asked.join().unwrap(), (204, true), "acknowledged before it could be kept");
    });
    server.kill();
    let doctor = told(&caulbart(&folder, &["doctor"]));
    assert!(doctor.contains("1 readers, 1 events"), "{doctor}");
}

#[test]
fn a_database_that_is_taken_away_is_an_apology_until_it_is_back() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let front = server.wait_for("/", |page| page.link("/story/").is_some());
    let (path, away) = (folder.path().join("main/store.sqlite"), folder.path().join("main/away"));
    std::fs::rename(&path, &away).unwrap();
    let answer = server.post("/events", &JSON, event(&front, 1).as_bytes());
    assert_eq!(answer.status, 500, "nothing that is not kept is acknowledged");
    assert!(answer.header("set-cookie").is_none() && answer.body.contains("<h1"), "{}", answer.body);
    assert_eq!(server.get("/about").status / 100, 2, "the server stays up");
    std::fs::rename(&away, &path).unwrap();
    assert_eq!(server.post("/events", &JSON, event(&front, 2).as_bytes()).status, 204, "it goes on by itself");
    server.kill();
    let doctor = told(&caulbart(&folder, &["doctor"]));
    assert!(doctor.contains("1 readers, 1 events"), "{doctor}");
    is_whole(&folder);
}
