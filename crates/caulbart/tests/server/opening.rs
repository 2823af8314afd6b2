//! The chief's page that opens a reader's data: an entry first, then the data, for the session that asked and no longer.

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::newsroom::{FORM, Person, form};
use crate::stand::{Answer, Folder, Server, caulbart, complained};
use crate::vaults::Vault;

const AT: &str = "/newsroom/access";

impl Person {
    fn opens(&self, server: &Server, changed: &[(&str, &str)]) -> Answer {
        let mut fields = vec![
            ("reader", "Olga"),
            ("fields", "follows"),
            ("fields", "history"),
            ("purpose", "support"),
            ("reference", "CASE-17"),
            ("country", "DE"),
            ("minutes", "15"),
        ];
        for (name, value) in changed {
            fields.retain(|(known, _)| known != name);
            fields.push((name, value));
        }
        self.post(server, AT, &fields)
    }
}

/// How many entries there are that open something.
fn entries(server: &Server) -> usize {
    let size = server.get("/ledger/checkpoint").body.lines().nth(1).unwrap().parse::<u64>().unwrap();
    let kind = |index| server.get(&format!("/ledger/entry/{index}")).body;
    (0..size).filter(|index| kind(*index).contains("kind access")).count()
}

#[test]
fn a_chief_opens_a_reader_s_data_by_an_entry_and_for_a_while() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let [olga, ada, eve, kim] = ["Olga", "Ada", "Eve", "Kim"].map(|name| Person::signs_up(&server, name));
    for (name, role) in [("Ada", "chief"), ("Eve", "editor"), ("Kim", "chief")] {
        let output = caulbart(&folder, &["editor", "add", name, role]);
        assert!(output.status.success(), "{}", complained(&output));
    }
    let follows = [("verb", "follow"), ("kind", "word"), ("value", "xylograph"), ("back", "/")];
    assert_eq!(olga.post(&server, "/choices", &follows).status, 303);

    for other in [&olga, &eve, &Person(String::new())] {
        assert_eq!(other.get(&server, AT).status, 404);
        assert_eq!(other.opens(&server, &[]).status, 404);
    }
    let page = ada.get(&server, AT);
    assert_eq!(page.status, 200, "{}", page.body);
    let forged = [FORM, ("Sec-Fetch-Site", "cross-site"), ("Cookie", ada.0.as_str())];
    assert_eq!(server.post(AT, &forged, form(&[("reader", "Olga")]).as_bytes()).status, 403);
    for (changed, sentence) in [
        (("reader", "Nobody"), "No reader is called so"),
        (("reader", "999999"), "has no keys"),
        (("fields", "contact"), "does not allow"),
        (("reference", "Olga"), "number of a case"),
        (("minutes", "1441"), "1 to 1440"),
        (("country", "Germany"), "two capital letters"),
        (("purpose", "curiosity"), "Choose a purpose"),
    ] {
        let refused = ada.opens(&server, &[changed]);
        assert_eq!(refused.status, 422, "{changed:?}");
        assert!(refused.body.contains(sentence), "{changed:?}: {}", refused.body);
        assert!(refused.body.contains("value=\"CASE-17\"") || changed.0 == "reference", "what was typed is kept");
    }
    assert_eq!(entries(&server), 0, "what is refused writes no entry");

    let opened = ada.opens(&server, &[("minutes", "1")]);
    assert_eq!(opened.status, 303, "{}", opened.body);
    let since = Instant::now();
    let at = opened.header("location").unwrap().to_owned();
    let shown = ada.get(&server, &at);
    assert_eq!(shown.status, 200, "{}", shown.body);
    assert_eq!(shown.header("cache-control"), Some("no-store"));
    assert!(shown.body.contains("xylograph") && shown.body.contains("reference CASE-17"), "{}", shown.body);
    assert!(!shown.body.contains("Olga"), "her name was not opened");
    assert_eq!(entries(&server), 1);
    let proof = shown.link("/ledger/proof/").unwrap();
    assert_eq!(server.get(&proof).status, 200);
    let entry = server.get(&shown.link("/ledger/entry/").unwrap()).body;
    let nonce = entry.split("nonce ").nth(1).unwrap().split(['\n', '<']).next().unwrap().to_owned();
    assert_eq!(nonce.len(), 32, "{entry}");
    assert!(is_about(&olga.get(&server, "/my-data").body, &entry), "she finds it by her own key");

    assert_eq!(kim.get(&server, &at).status, 410, "another chief has nothing of it");
    for other in [&olga, &eve] {
        assert_eq!(other.get(&server, &at).status, 404);
    }
    while ada.get(&server, &at).status == 200 {
        assert!(since.elapsed() < Duration::from_secs(62), "it never ends");
        std::thread::sleep(Duration::from_millis(500));
    }
    let over = ada.get(&server, &at);
    assert_eq!(over.status, 410);
    assert!(over.body.contains("is gone") && !over.body.contains("xylograph"), "{}", over.body);
}

/// What her page works out in her browser: the tag of an entry under the key that it shows her.
fn is_about(page: &str, entry: &str) -> bool {
    let bytes = |hex: &str| -> Vec<u8> {
        (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap()).collect()
    };
    let value = |key: &str| entry.split(&format!("\n{key} ")).nth(1).unwrap().split(['\n', '<']).next().unwrap();
    let key = page.split("data-key=\"").nth(1).unwrap().split('"').next().unwrap();
    let nonce: [u8; 16] = bytes(value("nonce")).try_into().unwrap();
    let key: [u8; 32] = bytes(key).try_into().unwrap();
    ledger::subject::tag(&key, &nonce).to_vec() == bytes(value("subject"))
}

#[test]
fn whoever_deletes_her_account_is_shown_the_entry_that_says_so() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let olga = Person::signs_up(&server, "Olga");
    let gone = olga.post(&server, "/account/delete", &[]);
    assert_eq!(gone.status, 200, "{}", gone.body);
    assert_eq!(gone.header("cache-control"), Some("no-store"));
    for words in ["kind erase", "Nonce", "Subject", "docs/verify.py"] {
        assert!(gone.body.contains(words), "{words}: {}", gone.body);
    }
    let nonce = gone.body.split("\nnonce ").nth(1).unwrap()[..32].to_owned();
    let since = Instant::now();
    let index = loop {
        let size = server.get("/ledger/checkpoint").body.lines().nth(1).unwrap().parse::<u64>().unwrap();
        let has = |index: &u64| server.get(&format!("/ledger/entry/{index}")).body.contains(&nonce);
        if let Some(index) = (0..size).find(has) {
            break index;
        }
        assert!(since.elapsed() < Duration::from_secs(60), "the entry never comes");
        std::thread::sleep(Duration::from_millis(200));
    };
    assert_eq!(server.get(&format!("/ledger/proof/{index}")).status, 200);
    assert_ne!(olga.get(&server, "/account").status, 200, "she is signed out");
    assert!(!server.get("/account/delete").body.contains(&nonce), "nobody else is shown it");
}

/// The numbers of the items of a timeline, in their order.
fn items(timeline: &serde_json::Value) -> Vec<i64> {
    let slots = timeline["slots"].as_array().unwrap();
    slots
        .iter()
        .map(|slot| slot["item"].as_i64().or(slot["item"]["id"].as_i64()).or(slot["id"].as_i64()).unwrap())
        .collect()
}

/// Every sealed row, as it lies on the disk.
fn kept(folder: &Folder) -> Vec<(u8, Vec<u8>, Vec<u8>)> {
    let connection = rusqlite::Connection::open(folder.path().join("main/store.sqlite")).unwrap();
    let mut rows = connection.prepare("select kind, place, body from sealed order by kind, place").unwrap();
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn what_a_reader_would_get_is_opened_by_an_entry_and_counts_as_nothing() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let olga = Person::signs_up(&server, "Olga");
    let hers = |server: &Server| -> Vec<i64> {
        items(&serde_json::from_str(&olga.get(server, "/api/v1/timeline").body).unwrap())
    };
    let before = hers(&server);
    let (hidden, read) = (before[0].to_string(), before[1].to_string());
    assert!(olga.post(&server, "/deed", &[("item", &hidden), ("deed", "hidden")]).status < 400);
    assert_eq!(olga.get(&server, &format!("/article/{read}")).status, 200);
    let own = kept(&folder);
    assert!(!own.is_empty());
    let mine = hers(&server);
    assert!(!mine.contains(&before[0]), "what she put away is gone");

    let list = caulbart(&folder, &["reader", "list", "--json"]);
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    let number = list[0]["reader"].to_string();
    let ask = ["timeline", "--reader", &number, "--slots", "30", "--json"];
    let told = |more: &[&str]| caulbart(&folder, &[&ask[..], more].concat());
    let refused = told(&[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(complained(&refused).contains("--purpose support --reference CASE-17"), "{}", complained(&refused));
    let case = ["--reference", "CASE-17", "--country", "DE", "--by", "Ada"];
    for purpose in ["abuse-review", "curiosity"] {
        let refused = told(&[&["--purpose", purpose][..], &case].concat());
        assert!(!refused.status.success() && refused.stdout.is_empty(), "{}", complained(&refused));
    }
    assert_eq!(entries(&server), 0, "what is refused writes no entry");

    let opened = told(&[&["--purpose", "support", "--why"][..], &case].concat());
    assert!(opened.status.success(), "{}", complained(&opened));
    let opened: serde_json::Value = serde_json::from_slice(&opened.stdout).unwrap();
    assert_eq!(items(&opened), mine, "what she gets herself");
    assert!(opened["slots"][0]["why"].as_array().is_some_and(|why| !why.is_empty()), "{opened}");
    let away = opened["left_out"].as_array().unwrap().iter().any(|other| other["item"] == before[0]);
    assert!(away, "what she put away is left out by name: {opened}");
    assert_eq!(entries(&server), 1);
    let entry = server.get(&format!("/ledger/entry/{}", opened["entry"])).body;
    assert!(entry.contains("fields follows,history") && entry.contains("reference CASE-17"), "{entry}");
    assert!(is_about(&olga.get(&server, "/my-data").body, &entry), "she finds it by her own key");
    assert_eq!(kept(&folder), own, "what is kept about her stays as it was, to the byte");
    assert!(server.stop().success());
}

#[test]
fn a_chief_who_asks_again_and_again_has_to_wait() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let ada = Person::signs_up(&server, "Ada");
    let output = caulbart(&folder, &["editor", "add", "Ada", "chief"]);
    assert!(output.status.success(), "{}", complained(&output));
    let answers = (0..40).map(|_| ada.opens(&server, &[("reader", "Nobody")]).status).collect::<Vec<_>>();
    let refused = answers.iter().position(|status| *status == 429).unwrap();
    assert!(refused > 0 && answers[..refused].iter().all(|status| *status == 422), "{answers:?}");
    assert!(answers[refused..].iter().all(|status| *status == 429), "{answers:?}");
    assert_eq!(ada.opens(&server, &[("reader", "Ada")]).status, 429, "what could be opened waits too");
    assert_eq!(entries(&server), 0, "no entry is written for it");
    assert_eq!(ada.get(&server, AT).status, 200, "the form is there all the same");
}

/// One question or answer of a vault: its length in four bytes, and the bytes.
fn hand_on(from: &mut UnixStream) -> std::io::Result<Vec<u8>> {
    let mut frame = vec![0; 4];
    from.read_exact(&mut frame)?;
    let length = frame.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    frame.resize(4 + length, 0);
    from.read_exact(&mut frame[4..])?;
    Ok(frame)
}

/// Stands before a vault, and hangs up on whoever asks it to open something while `is_down`.
fn stand_before(vault: String, listener: UnixListener, is_down: Arc<AtomicBool>) {
    for asking in listener.incoming() {
        let (mut asking, vault, is_down) = (asking.unwrap(), vault.clone(), is_down.clone());
        std::thread::spawn(move || -> std::io::Result<()> {
            let mut answering = UnixStream::connect(vault)?;
            loop {
                let question = hand_on(&mut asking)?;
                let opens = question[4..].starts_with(b"{\"OpenFor\"");
                if opens && is_down.load(Ordering::SeqCst) {
                    return Ok(());
                }
                answering.write_all(&question)?;
                asking.write_all(&hand_on(&mut answering)?)?;
            }
        });
    }
}

#[test]
fn where_the_vault_goes_after_the_entry_was_written_nothing_is_shown_and_the_entry_stands() {
    let (keys, folder) = (Folder::new(), Folder::new());
    let [own, shown] = ["own", "s"].map(|name| keys.path().join(name).display().to_string());
    let vault = Vault::start(&keys, &format!("unix:{own}"));
    let is_down = Arc::new(AtomicBool::new(true));
    let (listener, going) = (UnixListener::bind(&shown).unwrap(), is_down.clone());
    std::thread::spawn(move || stand_before(own, listener, going));
    let at = format!("unix:{shown}");
    let server = Server::start(&folder, &["--offline", "--vault", &at]);
    let [olga, ada] = ["Olga", "Ada"].map(|name| Person::signs_up(&server, name));
    let output = caulbart(&folder, &["editor", "add", "Ada", "chief", "--vault", &at]);
    assert!(output.status.success(), "{}", complained(&output));
    let follows = [("verb", "follow"), ("kind", "word"), ("value", "xylograph"), ("back", "/")];
    assert_eq!(olga.post(&server, "/choices", &follows).status, 303);

    let refused = ada.opens(&server, &[]);
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(
        refused.body.contains("the entry may stand there") && !refused.body.contains("xylograph"),
        "{}",
        refused.body
    );
    assert_eq!(entries(&server), 1, "the entry came first, and stays");
    is_down.store(false, Ordering::SeqCst);
    let opened = ada.opens(&server, &[]);
    assert_eq!(opened.status, 303, "{}", opened.body);
    assert!(ada.get(&server, opened.header("location").unwrap()).body.contains("xylograph"));
    assert_eq!(entries(&server), 2, "each opening has an entry of its own");
    assert!(server.stop().success());
    drop(vault);
}
