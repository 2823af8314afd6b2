//! What lies on the disk of a running server: nobody's name, address or reading.

use std::path::Path;

use crate::stand::{Answer, Folder, Server, ask};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
pub const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");
/// Marked so that nothing else looks like it.
pub const NAME: &str = "Zeuxippa Quarandel";
const ADDRESS: &str = "zeuxippa.quarandel@hidden-host.example";
pub const WORD: &str = "xylographomantics";
pub const QUERY: &str = "brontosaurology";

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Browser(pub String);

impl Browser {
    pub fn get(&self, server: &Server, path: &str) -> Answer {
        ask(server.address, "GET", path, &[("Cookie", &self.0)], b"")
    }

    pub fn post(&mut self, server: &Server, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let answer = server.post(path, &[FORM, OWN, ("Cookie", &self.0)], body.as_bytes());
        for line in answer.head.lines() {
            if let Some((name, cookie)) = line.split_once(": ")
                && name.eq_ignore_ascii_case("set-cookie")
            {
                let cookie = cookie.split(';').next().unwrap();
                self.0 = if self.0.is_empty() { cookie.to_owned() } else { format!("{}; {cookie}", self.0) };
            }
        }
        answer
    }
}

/// A reader who leaves a mark everywhere where she can. The number of the item that she read.
pub fn leave_marks(server: &Server, browser: &mut Browser) -> String {
    let signed = browser.post(server, "/sign-up", &[("name", NAME), ("password", "seven quiet herons"), ("back", "/")]);
    assert_eq!(signed.status, 200, "{}", signed.body);
    let front = browser.get(server, "/");
    let item = front.body.split("href=\"/article/").nth(1).and_then(|rest| rest.split(['"', '/', '#']).next()).unwrap();
    let item = item.to_owned();
    assert_eq!(browser.get(server, &format!("/article/{item}")).status, 200);
    browser.post(server, "/saved", &[("item", &item), ("verb", "save"), ("back", "/")]);
    browser.post(server, "/choices", &[("verb", "mute"), ("kind", "word"), ("value", WORD), ("back", "/")]);
    browser.post(server, "/saved-searches", &[("name", WORD), ("q", QUERY), ("task", "tell"), ("do", "save")]);
    let export = browser.get(server, "/you.json");
    assert_eq!(export.status, 200, "{}", export.body);
    assert!(export.body.contains(QUERY), "she finds it all: {}", export.body);
    item
}

/// Every text and every byte of every table and of every file below the folder, and where a mark stands in them.
pub fn found_in(folder: &Path, marks: &[&str]) -> Vec<String> {
    found_beside(folder, None, marks)
}

/// The same, and their names too, without the folder `own`: there they may stand.
pub fn found_beside(folder: &Path, own: Option<&Path>, marks: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if own == Some(&*path) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(bytes) = std::fs::read(&path) else { continue };
            for mark in marks {
                if path.file_name().is_some_and(|name| name.to_string_lossy().contains(mark)) {
                    found.push(format!("{mark:?} in the name of {}", path.display()));
                }
                let hex: String = mark.bytes().map(|byte| format!("{byte:02x}")).collect();
                for form in [(*mark).to_owned(), hex] {
                    if bytes.windows(form.len()).any(|part| part.eq_ignore_ascii_case(form.as_bytes())) {
                        found.push(format!("{mark:?} in {}", path.display()));
                    }
                }
            }
        }
    }
    found
}

/// Rows of tables that would tie a reader to an item in the clear.
pub fn open_rows(database: &Path) -> Vec<String> {
    let connection =
        rusqlite::Connection::open_with_flags(database, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut tables = connection.prepare("select name from sqlite_schema where type = 'table'").unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut open = Vec::new();
    for table in tables {
        let columns: Vec<String> = {
            let mut asked = connection.prepare(&format!("select name from pragma_table_info('{table}')")).unwrap();
            asked.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let tells = columns.iter().any(|column| column == "reader") && columns.iter().any(|column| column == "item");
        if tells {
            let rows: i64 =
                connection.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0)).unwrap();
            if rows > 0 {
                open.push(format!("{rows} rows in {table}"));
            }
        }
    }
    open
}

#[test]
fn a_dump_of_database_and_data_folder_tells_nobody_s_name_address_or_reading() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let mut browser = Browser::default();
    let item = leave_marks(&server, &mut browser);
    // Below an article of the newsroom a guest leaves an address, which is never shown.
    let mut guest = Browser::default();
    let front = server.get("/");
    let articles = front.body.split("href=\"/article/").skip(1).filter_map(|rest| rest.split(['"', '#', '-']).next());
    let commented = articles.into_iter().any(|item| {
        let comments = format!("/article/{item}/comments");
        let page = guest.get(&server, &comments);
        let Some(at) = page.body.find("name=\"stamp\" value=\"") else { return false };
        let stamp = page.body[at..].split('"').nth(3).unwrap().to_owned();
        let form = [
            ("stamp", &*stamp),
            ("comment", "A remark about the harbour."),
            ("name", "Gwen"),
            ("email", ADDRESS),
            ("website", ""),
        ];
        guest.post(&server, &comments, &form).status < 400
    });
    assert!(commented, "there is an article of the newsroom to say something below");
    // Events arrive as her browser sends them.
    let events = format!(
        r#"{{"events":[{{"id":"77","item":{item},"deed":"opened","at":{},"dwell_ms":4000,"slot":1}}]}}"#,
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis()
    );
    let json = [("Content-Type", "application/json"), OWN, ("Cookie", browser.0.as_str())];
    server.post("/events", &json, events.as_bytes());
    let found = found_in(folder.path(), &[NAME, ADDRESS, WORD, QUERY, "seven quiet herons"]);
    assert!(found.is_empty(), "{found:#?}");
    let rows = open_rows(&folder.path().join("main/store.sqlite"));
    assert!(rows.is_empty(), "{rows:#?}");
    assert!(browser.get(&server, "/you.json").body.contains(QUERY), "and she still reads it herself");
}

#[test]
fn the_search_itself_finds_what_stands_in_the_clear() {
    let folder = Folder::new();
    folder.file("plain", format!("… {NAME} …").as_bytes());
    let hex: String = WORD.bytes().map(|byte| format!("{byte:02x}")).collect();
    folder.file("hex", hex.as_bytes());
    assert_eq!(found_in(folder.path(), &[NAME, WORD]).len(), 2);
    let database = folder.path().join("open.db");
    let connection = rusqlite::Connection::open(&database).unwrap();
    connection.execute_batch("create table events (reader, item); insert into events values (1, 2)").unwrap();
    assert_eq!(open_rows(&database), ["1 rows in events"]);
}
