//! A letter with her timeline: ordered, confirmed, sent once at its time with keys that she deposited, counted, and ended.

use std::path::Path;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant, SystemTime};

use rusqlite::Connection;

use crate::comments::mail_server;
use crate::sealed::{Browser, NAME, QUERY, WORD, found_in, leave_marks, open_rows};
use crate::stand::{Answer, Folder, Server, ask, caulbart, complained};
use crate::vaults::Vault;

/// Marked so that nothing else looks like it.
const ADDRESS: &str = "zeuxippa.letters@hidden-house.example";
const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const PAPER: &str = "http://paper.example";
const PATIENCE: Duration = Duration::from_secs(60);

fn options(smtp: &str) -> [&str; 7] {
    ["--offline", "--mail-server", smtp, "--mail-from", "news@paper.example", "--public-url", PAPER]
}

fn database(folder: &Folder) -> Connection {
    let connection = Connection::open(folder.path().join("main/store.sqlite")).unwrap();
    connection.busy_timeout(Duration::from_secs(20)).unwrap();
    connection
}

fn count(database: &Path, question: &str) -> i64 {
    Connection::open(database).unwrap().query_row(question, [], |row| row.get(0)).unwrap()
}

fn now() -> i64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis().try_into().unwrap()
}

/// As if it had been due three days ago.
fn make_due(folder: &Folder) {
    let changed = database(folder).execute("update letters set due = ?1", [now() - 3 * 86_400_000]).unwrap();
    assert_eq!(changed, 1);
}

/// The mail as it is read: quoted-printable undone (RFC 2045, 6.7).
fn next(mails: &Receiver<String>) -> String {
    let raw = mails.recv_timeout(PATIENCE).unwrap().replace("=\n", "");
    let mut parts = raw.split('=');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&part.as_bytes()[2..]);
            }
            None => {
                bytes.push(b'=');
                bytes.extend_from_slice(part.as_bytes());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn path_in(mail: &str, start: &str) -> String {
    let rest = mail.split(&format!("{PAPER}{start}")).nth(1).unwrap_or_else(|| panic!("no {start} in {mail}"));
    let end = rest.find(|letter: char| letter.is_whitespace() || letter == '>').unwrap_or(rest.len());
    format!("{start}{}", &rest[..end])
}

fn signed_out(server: &Server, path: &str) -> Answer {
    ask(server.address, "POST", path, &[FORM], b"List-Unsubscribe=One-Click")
}

fn order(server: &Server, browser: &mut Browser) {
    let form = [("email", ADDRESS), ("weekday", "0"), ("hour", "7")];
    let ordered = browser.post(server, "/letter", &form);
    assert_eq!(ordered.header("location"), Some("/letter?done=asked"), "{}", ordered.body);
}

fn confirm(server: &Server, mails: &Receiver<String>) {
    let mail = next(mails);
    assert!(mail.contains(&format!("RCPT TO:<{ADDRESS}>")), "{mail}");
    let link = path_in(&mail, "/letter/confirm/");
    let asked = server.get(&link);
    assert!(asked.status == 200 && asked.body.contains("Let them come"), "a program that follows links begins nothing");
    assert_eq!(signed_out(server, &format!("{link}0")).status, 404, "a sign that was made up");
    assert_eq!(signed_out(server, &link.replace("confirm", "end")).status, 404, "the sign of another link");
    assert_eq!(signed_out(server, &link).status, 200);
}

#[test]
fn a_letter_is_sent_once_counted_and_ended_by_a_link_without_leaving_her_reading_in_the_clear() {
    let folder = Folder::new();
    let store = folder.path().join("main/store.sqlite");
    let keys = folder.path().join("main/vault/vault.db");
    let (smtp, mails) = mail_server();
    let server = Server::start(&folder, &options(&smtp));
    let mut her = Browser::default();
    leave_marks(&server, &mut her);
    assert!(her.get(&server, "/settings").body.contains("href=\"/letter\""));
    let offered = her.get(&server, "/letter");
    assert!(offered.body.contains("you deposit, for that alone, the keys"), "{}", offered.body);
    for (field, wrong) in [("email", "nobody"), ("weekday", "8"), ("hour", "24")] {
        let mut form = vec![("email", ADDRESS), ("weekday", "0"), ("hour", "7")];
        form.iter_mut().filter(|(name, _)| *name == field).for_each(|pair| pair.1 = wrong);
        assert_eq!(her.post(&server, "/letter", &form).status, 422, "{field}");
    }
    order(&server, &mut her);
    confirm(&server, &mails);
    let kept = her.get(&server, "/letter");
    assert!(kept.body.contains("It goes to") && kept.body.contains(ADDRESS), "{}", kept.body);
    assert!(her.get(&server, "/my-data").body.contains("never used yet"));
    assert!(her.get(&server, "/you.json").body.contains(ADDRESS), "she takes it along");
    server.stop();
    let deeds = || {
        (count(&store, "select count(*) from sealed where kind = 30"), count(&store, "select count(*) from item_hours"))
    };
    let before = deeds();

    // The server was down when it was due, thrice: one letter comes, and later none.
    make_due(&folder);
    let server = Server::start(&folder, &options(&smtp));
    let letter = next(&mails);
    // The mail server has it before the server has noted that.
    let begun = std::time::Instant::now();
    while count(&store, "select due from letters") <= now() && begun.elapsed() < PATIENCE {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    server.stop();
    for wanted in ["Why this:", "text/html", &format!("{PAPER}/article/"), &format!("RCPT TO:<{ADDRESS}>"), "<ol>"] {
        assert!(letter.contains(wanted), "{wanted} is not in\n{letter}");
    }
    assert!(!letter.contains("<img") && !letter.contains("src="), "nothing tells that it is read: {letter}");
    assert!(count(&store, "select due from letters") > now());
    let server = Server::start(&folder, &options(&smtp));
    assert!(her.get(&server, "/my-data").body.contains("used once"), "her own count");
    server.stop();
    assert!(mails.try_recv().is_err(), "one letter");
    assert_eq!(deeds(), before, "a letter is nothing that she was shown");
    let told = beats(&folder);
    assert!(told.contains("\ndigests 1\n") && told.contains("\ndeposits 1\n"), "{told}");
    assert!(!told.contains("digests 2") && !told.contains("deposits 2"), "no beat counts it again: {told}");
    let audit = caulbart(&folder, &["audit", folder.path().join("main/ledger").to_str().unwrap()]);
    assert!(audit.status.success(), "{}", complained(&audit));

    // What lies there while keys are deposited.
    let found = found_in(folder.path(), &[NAME, ADDRESS, WORD, QUERY]);
    assert!(found.is_empty() && open_rows(&store).is_empty(), "{found:#?}");
    assert_eq!(count(&keys, "select count(*) from deposits"), 1);

    let server = Server::start(&folder, &options(&smtp));
    let way_out = path_in(&letter, "/letter/end/");
    assert!(letter.contains(&format!("List-Unsubscribe: <{PAPER}{way_out}>")), "{letter}");
    assert_eq!(signed_out(&server, &format!("{way_out}0")).status, 404);
    assert!(server.get(&way_out).body.contains("End the letters"));
    assert_eq!(count(&keys, "select count(*) from deposits"), 1, "looking ends nothing");
    assert_eq!(signed_out(&server, &way_out).status, 200, "a mail program on its own");
    assert_eq!(signed_out(&server, &way_out).status, 200, "twice is as good as once");
    assert_eq!(count(&keys, "select count(*) from deposits"), 0, "withdrawn at once");
    assert_eq!(
        count(&store, "select count(*) from letters") + count(&store, "select count(*) from sealed where kind = 5"),
        0
    );
    assert!(her.get(&server, "/my-data").body.contains("nothing is done with your keys"));

    // Ordered again, it ends with one click, and with a new password.
    for ends in [("/letter/withdraw", vec![]), ("/account/password", vec![("password", "eight quiet herons")])] {
        order(&server, &mut her);
        confirm(&server, &mails);
        assert_eq!(count(&keys, "select count(*) from deposits"), 1);
        let ended = her.post(&server, ends.0, &ends.1);
        assert!(ended.status < 400, "{}", ended.body);
        assert_eq!(count(&keys, "select count(*) from deposits"), 0, "{}", ends.0);
    }
}

/// All that beats said, one after the other.
fn beats(folder: &Folder) -> String {
    let mut texts = Vec::new();
    let mut folders = vec![folder.path().join("main/ledger")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => texts.push(String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()),
            }
        }
    }
    texts.concat()
}

#[test]
fn while_the_vault_is_down_a_letter_waits_and_its_end_is_kept_in_mind() {
    let (vault_folder, folder) = (Folder::new(), Folder::new());
    let keys = vault_folder.path().join("main/vault/vault.db");
    let socket = format!("unix:{}", vault_folder.path().join("s").display());
    let vault = Vault::start(&vault_folder, &socket);
    let (smtp, mails) = mail_server();
    let server = Server::start(&folder, &[&options(&smtp)[..], &["--vault", &socket]].concat());
    let mut her = Browser::default();
    leave_marks(&server, &mut her);
    order(&server, &mut her);
    confirm(&server, &mails);
    vault.kill();
    make_due(&folder);
    // Longer than it takes to look whether one is due.
    assert!(mails.recv_timeout(Duration::from_secs(8)).is_err(), "nothing goes out without the vault");
    let vault = Vault::start(&vault_folder, &socket);
    let letter = next(&mails);
    assert!(letter.contains("Why this:"), "{letter}");
    let way_out = path_in(&letter, "/letter/end/");
    vault.kill();
    assert_eq!(signed_out(&server, &way_out).status, 200);
    assert_eq!(count(&keys, "select count(*) from deposits"), 1);
    let _vault = Vault::start(&vault_folder, &socket);
    let since = Instant::now();
    while count(&keys, "select count(*) from deposits") > 0 {
        assert!(since.elapsed() < PATIENCE, "what was deposited is never destroyed");
        std::thread::yield_now();
    }
    server.stop();
}

#[test]
fn without_a_mail_server_no_letter_is_offered_and_strangers_are_led_to_sign_in() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let led = server.get("/letter");
    assert!(led.header("location").unwrap_or_default().starts_with("/sign-in?back="), "{}", led.head);
    let mut her = Browser::default();
    leave_marks(&server, &mut her);
    let page = her.get(&server, "/letter");
    assert!(page.body.contains("has no mail server") && !page.body.contains("name=\"email\""), "{}", page.body);
    let form = [("email", ADDRESS), ("weekday", "0"), ("hour", "7")];
    assert_eq!(her.post(&server, "/letter", &form).status, 422);
    assert_eq!(count(&folder.path().join("main/vault/vault.db"), "select count(*) from deposits"), 0);
}
