//! The whole server on PostgreSQL: the same pages, kept through a restart, and editions that never meet.

use std::process::{Command, Output};

use crate::stand::{Answer, BINARY, Folder, Server, complained, told};

/// An edition with a name of its own in the shared database; it goes away with the test.
pub struct Edition {
    pub name: String,
    pub url: String,
    pub folder: Folder,
}

impl Edition {
    /// `None`, with a word about it, where no PostgreSQL answers; in CI that is a failure.
    pub fn new(name: &str) -> Option<Edition> {
        let url = std::env::var("CAULBART_TEST_POSTGRES")
            .unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/test".to_owned());
        let address = url.rsplit('@').next().and_then(|rest| rest.split(['/', '?']).next()).unwrap_or_default();
        let address = if address.contains(':') { address.to_owned() } else { format!("{address}:5432") };
        if std::net::TcpStream::connect(&address).is_err() {
            assert!(std::env::var_os("CI").is_none(), "no PostgreSQL answers at {address}");
            println!("skipped: no PostgreSQL answers at {address}");
            return None;
        }
        Some(Edition { name: format!("{name}-{}", std::process::id()), url, folder: Folder::new() })
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        let everywhere = ["--edition", &self.name, "--database", &self.url, "--data"];
        Command::new(BINARY).args(arguments).args(everywhere).arg(self.folder.path()).output().unwrap()
    }

    /// Serves from this folder, which may be another edition's: all that must not meet lies in the database.
    pub fn serve(&self, more: &[&str]) -> Server {
        let everywhere = ["--edition", self.name.as_str(), "--database", self.url.as_str(), "--offline"];
        Server::start(&self.folder, &[&everywhere[..], more].concat())
    }

    fn take_in(&self, file: &str, titles: &[&str]) {
        let items: String = titles
            .iter()
            .enumerate()
            .map(|(n, title)| format!("<item><guid>{n}</guid><title>{title}</title><link>https://{file}.example/{n}</link><description>{title}, told at length by {file}.</description></item>"))
            .collect();
        let feed = format!("<rss version=\"2.0\"><channel><title>{file}</title>{items}</channel></rss>");
        let path = self.folder.file(&format!("{file}.xml"), feed.as_bytes());
        let output = self.run(&["import", path.to_str().unwrap()]);
        assert!(output.status.success(), "{}", complained(&output));
    }
}

impl Drop for Edition {
    fn drop(&mut self) {
        let schema =
            format!("set client_min_messages = error; drop schema if exists \"edition_{}\" cascade", self.name);
        let _ = Command::new("psql").args(["-qX", "-d", &self.url, "-c", &schema]).output();
    }
}

fn event(item: &str, id: u64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
    format!(r#"[{{"id":{id},"item":{item},"deed":"finished","at":{now},"dwell_ms":30000,"slot":1}}]"#)
}

fn first_item(page: &Answer) -> String {
    page.body
        .split("data-item=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a slot names its item")
        .to_owned()
}

#[test]
fn the_demo_edition_is_read_searched_and_kept_through_a_kill() {
    let Some(edition) = Edition::new("whole") else { return };
    let server = edition.serve(&[]);
    let front = server.wait_for("/", |page| page.link("/story/").is_some());
    for (path, page) in server.pages_from(&["/", "/topics", "/sources", "/about"], 6) {
        assert!(page.status < 400, "{path}: {}", page.status);
    }
    let headline = server.get(&front.link("/article/").or(front.link("/story/")).unwrap());
    let title =
        headline.body.split("<h1").nth(1).and_then(|rest| rest.split(['>', '<']).nth(1)).unwrap().trim().to_owned();
    let word = title.split(|sign: char| !sign.is_ascii_alphabetic()).max_by_key(|word| word.len()).unwrap();
    server.wait_for(&format!("/search?q={word}"), |page| page.body.contains("/article/"));
    let headers = [("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin")];
    let item = first_item(&front);
    let answer = server.post("/events", &headers, event(&item, 7).as_bytes());
    assert_eq!(answer.status, 204, "{}", answer.body);
    let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    server.kill();

    let doctor = told(&edition.run(&["doctor"]));
    assert!(doctor.contains("PostgreSQL") && doctor.contains("1 readers, 1 events"), "{doctor}");
    let server = edition.serve(&[]);
    let again = server.wait_for("/", |page| page.link("/story/").is_some());
    assert_eq!(again.body.matches("data-item=").count(), front.body.matches("data-item=").count());
    let known = [("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin"), ("Cookie", &cookie)];
    let answer = server.post("/events", &known, event(&item, 7).as_bytes());
    assert!(answer.status == 204 && answer.header("set-cookie").is_none(), "the reader is known after the kill");
    server.kill();
    let doctor = told(&edition.run(&["doctor"]));
    assert!(doctor.contains("1 readers, 1 events"), "an event counts once: {doctor}");
}

#[test]
fn connections_that_the_database_ends_are_made_anew() {
    let Some(edition) = Edition::new("ended") else { return };
    edition.take_in("glacier", &["Glacier retreats behind the Norrholm ridge"]);
    let server = edition.serve(&["--no-demo"]);
    let front = server.wait_for("/", |page| page.body.contains("Norrholm"));
    let ours = format!(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'caulbart {}'",
        edition.name
    );
    let ended = Command::new("psql").args(["-qtAX", "-d", &edition.url, "-c", &ours]).output().unwrap();
    assert_ne!(told(&ended).trim(), "0", "{}", complained(&ended));
    server.wait_for("/healthz", |answer| answer.status == 200);
    let headers = [("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin")];
    let patience = std::time::Instant::now();
    while server.post("/events", &headers, event(&first_item(&front), 3).as_bytes()).status != 204 {
        assert!(patience.elapsed().as_secs() < 30, "events are never taken again");
    }
    server.kill();
    let doctor = told(&edition.run(&["doctor"]));
    assert!(doctor.contains("1 events"), "{doctor}");
}

#[test]
fn two_editions_in_one_database_never_see_each_other() {
    let (Some(north), Some(south)) = (Edition::new("north"), Edition::new("south")) else { return };
    north
        .take_in("glacier", &["Glacier retreats behind the Norrholm ridge", "Reindeer cross the Norrholm ridge early"]);
    south.take_in("lagoon", &["Lagoon of Suderbucht turns turquoise", "Flamingos return to Suderbucht lagoon"]);
    let (one, other) = (north.serve(&["--no-demo"]), south.serve(&["--no-demo"]));
    one.wait_for("/search?q=norrholm", |page| page.body.contains("/article/"));
    other.wait_for("/search?q=suderbucht", |page| page.body.contains("/article/"));
    for (server, own, foreign) in
        [(&one, "Norrholm", ["suderbucht", "lagoon"]), (&other, "Suderbucht", ["norrholm", "glacier"])]
    {
        let searches = foreign.map(|word| format!("/search?q={word}"));
        for path in &searches {
            assert!(!server.get(path).body.contains("/article/"), "{path} finds another edition's item");
        }
        let pages = server.pages_from(
            &["/", "/sources", "/topics", "/article/1", "/article/2", "/story/1", "/source/1", "/why/1"],
            40,
        );
        assert!(pages.iter().any(|(_, page)| page.body.contains(own)));
        for (path, page) in &pages {
            let body = page.body.to_lowercase();
            assert!(!foreign.iter().any(|word| body.contains(word)), "{path} of one edition shows another's words");
        }
    }
    // A reader of one edition is nobody in the other, even when her browser is made to send the cookie.
    let headers = [("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin")];
    let item = first_item(&one.get("/"));
    let answer = one.post("/events", &headers, event(&item, 1).as_bytes());
    let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let renamed = cookie.replace(&north.name, &south.name);
    for cookie in [&cookie, &renamed] {
        let brought = [headers[0], headers[1], ("Cookie", cookie.as_str())];
        let answer = other.post("/events", &brought, event(&first_item(&other.get("/")), 2).as_bytes());
        assert!(
            answer.header("set-cookie").is_some_and(|new| !new.contains(renamed.split('=').nth(1).unwrap())),
            "{cookie}"
        );
    }
}

#[test]
fn a_backup_of_one_edition_is_put_back_and_touches_no_other() {
    let (Some(north), Some(south)) = (Edition::new("kept"), Edition::new("beside")) else { return };
    north.take_in("glacier", &["Glacier retreats behind the Norrholm ridge"]);
    south.take_in("lagoon", &["Lagoon of Suderbucht turns turquoise"]);
    let file = north.folder.path().join("north.backup");
    let output = north.run(&["backup", file.to_str().unwrap()]);
    assert!(output.status.success(), "{}", complained(&output));
    north.take_in("later", &["Later words that the backup lacks"]);
    let output = south.run(&["restore", file.to_str().unwrap()]);
    assert!(!output.status.success(), "a backup of another edition is refused");
    let output = north.run(&["restore", file.to_str().unwrap()]);
    assert!(output.status.success(), "{}", complained(&output));
    let (one, other) = (told(&north.run(&["timeline"])), told(&south.run(&["timeline"])));
    assert!(one.contains("Norrholm") && !one.contains("Later words"), "{one}");
    assert!(other.contains("Suderbucht") && !other.contains("Norrholm"), "{other}");
}

#[test]
fn a_database_that_cannot_be_had_gets_one_sentence_without_its_password() {
    let folder = Folder::new();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for (url, status, says) in [
        (format!("postgres://ann:geheimwort@127.0.0.1:{nobody}/news"), 1, "PostgreSQL does not answer"),
        ("postgres://ann:geheimwort@/".to_owned(), 1, "address of the database"),
        ("mysql://ann:geheimwort@127.0.0.1/news".to_owned(), 2, "--database"),
    ] {
        for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["feed", "list"]] {
            let output = Command::new(BINARY)
                .args(command)
                .args(["--database", &url, "--data"])
                .arg(folder.path())
                .env("CAULBART_LOG", "debug")
                .output()
                .unwrap();
            let words = complained(&output);
            assert_eq!(output.status.code(), Some(status), "{url}: {words}");
            assert!(words.contains(says), "{url}: {words}");
            assert!(!words.contains("geheimwort") && !words.contains("panicked"), "{url}: {words}");
        }
    }
}
