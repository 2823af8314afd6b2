//! The chief's page that opens a reader's data: an entry first, then the data, for the session that asked and no longer.

use std::time::{Duration, Instant};

use crate::newsroom::{FORM, Person, form};
use crate::stand::{Answer, Folder, Server, caulbart, complained};

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
