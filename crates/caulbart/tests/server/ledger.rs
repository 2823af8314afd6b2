//! Staff opens what is kept about a reader, beside a running server: the ledger grew, and she finds it. Then she goes.

use ledger::{Proof, TrustPolicy, VerifierKey, entry::Entry};

use crate::stand::{Answer, Folder, Server, ask, caulbart, complained, told};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const OWN: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

fn size(server: &Server) -> u64 {
    let checkpoint = server.get("/ledger/checkpoint");
    assert_eq!(checkpoint.status, 200, "{}", checkpoint.body);
    checkpoint.body.lines().nth(1).unwrap().parse().unwrap()
}

fn get(server: &Server, path: &str, cookie: &str) -> Answer {
    ask(server.address, "GET", path, &[("Cookie", cookie)], b"")
}

/// The entry of that number, with its proof under the key that the log says is its own.
fn proven(server: &Server, index: u64) -> Entry {
    let key = VerifierKey::parse(server.get("/ledger/vkey").body.lines().last().unwrap()).unwrap();
    let entry = server.get(&format!("/ledger/entry/{index}")).body;
    let proof = Proof::parse(server.get(&format!("/ledger/proof/{index}")).body.as_bytes()).unwrap();
    proof.verify(entry.as_bytes(), &TrustPolicy::of_log(key)).unwrap();
    Entry::parse(entry.as_bytes()).unwrap()
}

#[test]
fn who_opens_a_readers_data_stands_in_the_ledger_and_so_does_its_end() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let followed = server.post("/choices", &[FORM, OWN], b"verb=follow&kind=word&value=harbour");
    let cookie = followed.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let before = size(&server);
    let opening = [
        "access",
        "open",
        "--reader",
        "1",
        "--fields",
        "history",
        "--purpose",
        "support",
        "--reference",
        "CASE-1",
        "--country",
        "DE",
    ];
    let opened = caulbart(&folder, &opening);
    assert!(opened.status.success(), "{}", complained(&opened));
    let opened: serde_json::Value = serde_json::from_str(&told(&opened)).unwrap();
    let index = opened["entry"].as_u64().unwrap();
    assert!(size(&server) > before && index >= before);
    let entry = proven(&server, index);
    assert!(entry.body.to_string().contains("reference CASE-1"), "{}", entry.body);
    let page = server.get("/transparency").body;
    assert!(page.contains(&format!("/ledger/proof/{index}")) && page.contains("to help the reader"), "{page}");

    // By her tag key, as her browser does it.
    let mine = get(&server, "/my-data", &cookie).body;
    let key = mine.split("data-key=\"").nth(1).unwrap().split('"').next().unwrap();
    let key: [u8; 32] = ledger::entry::from_hex(key).unwrap();
    let ledger::entry::Body::Access(access) = &entry.body else { panic!("{}", entry.body) };
    let ledger::entry::Subjects::One { nonce, subject } = access.subjects else { panic!("{}", entry.body) };
    assert_eq!(ledger::subject::tag(&key, &nonce), subject);

    let own = [FORM, OWN, ("Cookie", cookie.as_str())];
    let gone = server.post("/my-data/erase", &own, b"sure=yes");
    assert_eq!(gone.status, 200, "{}", gone.body);
    assert!(get(&server, "/my-data", &cookie).body.contains("Nothing is kept about you"));
    let erase = gone.body.split("<code>").nth(1).unwrap().split("</code>").next().unwrap();
    let stands = || {
        (index + 1..size(&server)).find(|at| {
            let entry = server.get(&format!("/ledger/entry/{at}")).body;
            erase.lines().all(|line| entry.lines().any(|kept| kept == line))
        })
    };
    server.wait_for("/ledger/checkpoint", |_| stands().is_some());
    let at = stands().unwrap();
    let entry = proven(&server, at);
    let ledger::entry::Body::Erase(erase) = &entry.body else { panic!("{}", entry.body) };
    assert_eq!(ledger::subject::tag(&key, &erase.nonce), erase.subject, "she alone knows that it was her");
    assert!(!caulbart(&folder, &opening).status.success(), "there is nothing to open any more");
}
