//! Two editions side by side: what one stores and serves has nothing of the other.
//!
//! The search is one function, `found_in_meadow`. It runs on the program as it is delivered, where it must find nothing, and on builds of
//! the same program with a deliberate leak (`examples/leaking`), where it must find what was marked: a search that finds nothing in
//! those would prove nothing in the first. The leaking builds are the real program, all of it, save for the one file that says where
//! things lie: in them the name of the edition is forgotten for the search index, the media, or the ledger. That is how a leak would
//! come about here, for no function takes two editions. (For the database too it is forgotten in one: that one does not start.) What
//! they do not show is that the search would find a leak that leaves no mark in files or on pages, such as one in the order of a
//! timeline.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::pictures::picture;
use crate::postgres::Edition;
use crate::sealed::{Browser, NAME, OWN, QUERY, WORD, found_beside, leave_marks};
use crate::stand::{Answer, BINARY, Folder, Server, complained};

const HOST: &str = "a-quay.example";

/// One program, started for two editions over one data folder.
struct Program {
    file: PathBuf,
    leak: &'static str,
    data: Folder,
    /// Before every command.
    everywhere: Vec<String>,
    harbour: String,
    meadow: String,
}

impl Program {
    fn delivered() -> Program {
        let (harbour, meadow) = ("harbour".to_owned(), "meadow".to_owned());
        Program { file: BINARY.into(), leak: "", data: Folder::new(), everywhere: Vec::new(), harbour, meadow }
    }

    fn leaking(leak: &'static str) -> Program {
        let file =
            Path::new(BINARY).with_file_name("examples").join(format!("leaking{}", std::env::consts::EXE_SUFFIX));
        assert!(file.exists(), "build it first: cargo build -p caulbart --example leaking");
        Program { file, leak, ..Program::delivered() }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.file);
        command.env("CAULBART_LEAK", self.leak).env("CAULBART_LOG", "error").args(&self.everywhere);
        command
    }

    fn run(&self, edition: &str, arguments: &[&str]) {
        let mut command = self.command();
        let done =
            command.args(arguments).args(["--edition", edition, "--data"]).arg(self.data.path()).output().unwrap();
        assert!(done.status.success(), "{}", complained(&done));
    }

    fn serve(&self, edition: &str, more: &[&str]) -> Server {
        let more = [&["--offline", "--edition", edition], more].concat();
        Server::start_by(&mut self.command(), &self.data, &more)
    }

    /// Files of a newsroom are named by their content; another edition has none yet.
    fn media(&self) -> Vec<String> {
        let (mut folders, mut names) = (vec![self.data.path().to_owned()], Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let name = entry.file_name().to_string_lossy().into_owned();
                match entry.path().is_dir() {
                    true => folders.push(entry.path()),
                    false if name.len() == 64 && entry.path().iter().any(|part| part == "media") => names.push(name),
                    false => {}
                }
            }
        }
        names
    }
}

/// What the reader of harbour can show for herself, and whoever serves it.
struct Harbour {
    server: Server,
    browser: Browser,
    pictures: Vec<String>,
}

/// Items, a reader who leaves marks everywhere, and a picture of the newsroom.
fn harbour(program: &Program) -> Harbour {
    let server = program.serve(&program.harbour, &["--no-demo"]);
    server.wait_for(&format!("/search?q={WORD}"), |answer| answer.body.contains("/article/"));
    let mut browser = Browser::default();
    leave_marks(&server, &mut browser);
    program.run(&program.harbour, &["editor", "add", NAME, "chief"]);
    let head = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{WORD}.png\"\r\nContent-Type: image/png\r\n\r\n"
    );
    let body = [head.as_bytes(), &picture(), b"\r\n--b--\r\n"].concat();
    let form = [("Content-Type", "multipart/form-data; boundary=b"), OWN, ("Cookie", &*browser.0)];
    assert_eq!(server.post("/newsroom/pictures", &form, &body).status, 303);
    let shown = browser.get(&server, "/newsroom/pictures").body;
    let pictures: Vec<String> = shown
        .split("\"/picture/")
        .skip(1)
        .map(|rest| format!("/picture/{}", rest.split('"').next().unwrap()))
        .collect();
    assert!(!pictures.is_empty() && browser.get(&server, &pictures[0]).status == 200, "{shown}");
    Harbour { server, browser, pictures }
}

/// Where the second edition has something of the first, in what it stores and in what it serves. `dump` is what its database says,
/// where that is no file.
fn found_in_meadow(program: &Program, dump: impl Fn(&str) -> Vec<u8>) -> Vec<String> {
    let elsewhere = Folder::new();
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>{WORD}</title><item><title>About {WORD} and {QUERY}</title>\
         <link>https://{HOST}/{WORD}</link><description>{WORD} {QUERY}</description></item></channel></rss>"
    );
    let feed = elsewhere.file("marked.xml", feed.as_bytes());
    program.run(&program.harbour, &["import", feed.to_str().unwrap()]);
    let first = harbour(program);
    let media = program.media();
    assert_eq!(media.len(), 1, "{media:?}");
    let log = format!("/{}+", program.harbour);
    let origin = format!("localhost/{}\n", program.harbour);
    let mut marks = vec![NAME, WORD, QUERY, HOST, &log, &origin];
    marks.extend(media.iter().map(String::as_str));

    let second = program.serve(&program.meadow, &[]);
    second.wait_for("/", |page| page.link("/story/").is_some());
    second.wait_for("/search?q=the", |page| page.body.contains("/article/"));
    let mut somebody = Browser::default();
    somebody.post(&second, "/sign-up", &[("name", "Bea"), ("password", "four slow geese"), ("back", "/")]);
    assert_eq!(somebody.get(&second, "/you.json").status, 200);
    let mut found = served(&second, &somebody, &marks);
    found.extend(served(&second, &first.browser, &marks));
    for path in &first.pictures {
        if second.get(path).status == 200 {
            found.push(format!("a picture of the other edition at {path}"));
        }
    }
    assert!(first.browser.get(&first.server, "/you.json").body.contains(QUERY), "the first edition runs all the while");
    found.extend(found_beside(program.data.path(), Some(&program.data.path().join(&program.harbour)), &marks));
    let dump = dump(&program.meadow).to_ascii_lowercase();
    for mark in marks {
        let hex: String = mark.bytes().map(|byte| format!("{byte:02x}")).collect();
        for form in [mark.to_ascii_lowercase(), hex] {
            if dump.windows(form.len()).any(|part| part == form.as_bytes()) {
                found.push(format!("{mark:?} in the tables of {}", program.meadow));
            }
        }
    }
    found
}

/// Every page that links lead to, every address that none leads to, and the first items, stories and sources by their numbers.
fn served(server: &Server, browser: &Browser, marks: &[&str]) -> Vec<String> {
    let starts = [
        "/",
        "/sources",
        "/topics",
        "/about",
        "/feed.xml",
        "/feed.json",
        "/sitemap.xml",
        "/news-sitemap.xml",
        "/robots.txt",
        "/sources.opml",
        "/following.opml",
        "/transparency",
        "/algorithm",
        "/my-data",
        "/you",
        "/you.json",
        "/receipt",
        "/saved",
        "/history",
        "/saved-searches",
        "/rules",
        "/following",
        "/settings",
        "/account",
        "/operator",
        "/operator/house",
        "/metrics",
        "/live",
        "/newsroom",
        "/newsroom/pictures",
        "/ledger/checkpoint",
        "/ledger/vkey",
        "/ledger/tile/0/000.p/3",
        "/ledger/tile/entries/000.p/3",
        "/ledger/entry/0",
        "/api/v1/timeline",
        "/api/v1/account",
        "/api/v1/saved",
        "/api/v1/history",
        "/api/v1/profile",
        "/api/v1/choices",
        "/api/v1/sources",
        "/api/v1/topics",
        "/api/v1/wishes",
    ];
    let mut paths: Vec<String> = starts.iter().map(|path| (*path).to_owned()).collect();
    for number in 1..=30 {
        let kinds = ["article", "story", "source", "why", "api/v1/items", "api/v1/stories", "api/v1/sources"];
        paths.extend(kinds.map(|kind| format!("/{kind}/{number}")));
    }
    for mark in [WORD, QUERY] {
        paths.extend([format!("/search?q={mark}"), format!("/suggest?q={}", &mark[..6])]);
    }
    let mut answers: Vec<(String, Answer)> =
        paths.iter().map(|path| (path.clone(), browser.get(server, path))).collect();
    answers.extend(server.pages_from(&starts[..6], 3));
    let mut found = Vec::new();
    for (path, answer) in &answers {
        let text = answer.bytes.to_ascii_lowercase();
        for mark in marks {
            // What was asked for stands in the field that it was typed into.
            let asked = path.contains(mark);
            if !asked && text.windows(mark.len()).any(|part| part.eq_ignore_ascii_case(mark.as_bytes())) {
                found.push(format!("{mark:?} at {path}"));
            }
        }
        if path.starts_with("/search?q=") && answer.body.contains("/article/") {
            found.push(format!("an item at {path}"));
        }
    }
    let read = answers.iter().filter(|(_, answer)| answer.status == 200).count();
    assert!(read > 60, "only {read} of {} addresses answered", answers.len());
    found
}

#[test]
fn two_editions_side_by_side_have_nothing_of_each_other() {
    let found = found_in_meadow(&Program::delivered(), |_| Vec::new());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn two_editions_in_one_database_server_have_nothing_of_each_other() {
    let (Some(first), Some(second)) = (Edition::new("harbour"), Edition::new("meadow")) else { return };
    let everywhere = vec!["--database".to_owned(), first.url.clone()];
    let (harbour, meadow) = (first.name.clone(), second.name.clone());
    let program = Program { everywhere, harbour, meadow, ..Program::delivered() };
    let dump = |edition: &str| {
        let schema = format!("\"edition_{edition}\"");
        let dump = Command::new("pg_dump").args(["--inserts", "-n", &schema, "-d", &first.url]).output().unwrap();
        assert!(dump.status.success(), "{}", complained(&dump));
        dump.stdout
    };
    let found = found_in_meadow(&program, dump);
    assert!(found.is_empty(), "{found:#?}");
    let own = String::from_utf8(dump(&first.name)).unwrap();
    assert!(own.contains(WORD), "the dump itself holds what is marked");
}

#[test]
fn a_build_that_leaks_is_caught() {
    for (leak, wants) in [
        ("search", &["an item at /search?q="][..]),
        ("media", &["in the name of"]),
        ("ledger", &["/ledger/checkpoint", "at /ledger/vkey", "at /transparency"]),
    ] {
        let found = found_in_meadow(&Program::leaking(leak), |_| Vec::new());
        for want in wants {
            assert!(found.iter().any(|found| found.contains(want)), "{leak}, {want}: {found:#?}");
        }
    }
}

/// Where the database is shared, the search has nothing to look at: a database knows whose it is, and lets nobody else in.
#[test]
fn a_build_that_shares_the_database_does_not_start() {
    let program = Program::leaking("store");
    program.run(&program.harbour, &["feed", "list"]);
    let mut command = program.command();
    let command =
        command.args(["serve", "--offline", "--listen", "127.0.0.1:0", "--edition", &program.meadow, "--data"]);
    let refused = command.arg(program.data.path()).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let words = complained(&refused);
    assert!(words.starts_with("harbour is kept here, not meadow: two editions never share a database."), "{words}");
}

#[test]
fn the_leaking_build_leaks_nothing_unless_told() {
    let found = found_in_meadow(&Program::leaking(""), |_| Vec::new());
    assert!(found.is_empty(), "{found:#?}");
}
