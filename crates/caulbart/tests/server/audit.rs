//! A stranger audits an edition's ledger: what the server wrote, what it shows, and what somebody changed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::stand::{BINARY, Folder, Server, caulbart, complained, told};

const QUIET: [&str; 1] = ["--offline"];

/// An edition that was served and stopped: its folder.
fn served() -> Folder {
    let folder = Folder::new();
    let server = Server::start(&folder, &QUIET);
    assert!(server.stop().success());
    folder
}

fn ledger_of(folder: &Folder) -> PathBuf {
    folder.path().join("main/ledger")
}

fn audit(place: &str, more: &[&str]) -> Output {
    Command::new(BINARY).args(["audit", place]).args(more).output().unwrap()
}

fn audit_in(folder: &Path, more: &[&str]) -> Output {
    audit(folder.to_str().unwrap(), more)
}

#[test]
fn a_served_edition_s_ledger_holds_in_its_folder_and_over_the_web() {
    let folder = Folder::new();
    let server = Server::start(&folder, &QUIET);
    let address = format!("http://{}", server.address);
    server.wait_for("/ledger/checkpoint", |answer| answer.status == 200);
    for place in [&address, &format!("{address}/ledger"), &format!("{address}/ledger/")] {
        let output = audit(place, &[]);
        assert!(output.status.success(), "{place}: {}{}", told(&output), complained(&output));
        assert!(told(&output).contains("localhost/main") && told(&output).contains("No key was given"), "{place}");
        assert!(told(&output).contains("No witness has cosigned"), "{place}: {}", told(&output));
    }
    let kept = folder.path().join("seen");
    let output = audit(&address, &["--keep", kept.to_str().unwrap(), "--json"]);
    let verdict: serde_json::Value = serde_json::from_str(&told(&output)).unwrap();
    assert_eq!((verdict["holds"].as_bool(), verdict["entries"]["release"].as_u64()), (Some(true), Some(1)));
    assert!(server.stop().success());

    let keys = std::fs::read_to_string(ledger_of(&folder).join("vkey")).unwrap();
    let (since, key) = (["--since", kept.to_str().unwrap()], ["--key", keys.trim()]);
    for place in [ledger_of(&folder), folder.path().join("main")] {
        let output = audit_in(&place, &[since, key].concat());
        assert!(output.status.success(), "{}{}", told(&output), complained(&output));
        assert!(!told(&output).contains("No key was given"));
    }
}

#[test]
fn the_second_verifier_agrees() {
    let has = |module: &str| Command::new("python3").args(["-c", &format!("import {module}")]).output();
    if !has("cryptography").is_ok_and(|output| output.status.success()) {
        assert!(std::env::var_os("CI").is_none(), "python3 with cryptography is wanted here");
        eprintln!("skipped: python3 or its module cryptography is missing");
        return;
    }
    let verify = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/verify.py");
    let verdicts = |folder: &Folder| {
        let ledger = ledger_of(folder);
        let theirs = Command::new("python3").arg(&verify).arg(&ledger).output().unwrap();
        (audit_in(&ledger, &[]).status.code(), theirs.status.code(), complained(&theirs))
    };
    let folder = served();
    let rotated = caulbart(&folder, &["ledger", "rotate"]);
    assert!(rotated.status.success(), "{}", complained(&rotated));
    let (ours, theirs, why) = verdicts(&folder);
    assert_eq!((ours, theirs), (Some(0), Some(0)), "{why}");
    flip_in_an_entry(&ledger_of(&folder));
    let (ours, theirs, why) = verdicts(&folder);
    assert_eq!((ours, theirs), (Some(1), Some(1)), "{why}");
}

/// The only bundle of a young log.
fn bundle(ledger: &Path) -> PathBuf {
    let folder = ledger.join("tile/entries/000.p");
    let newest = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    newest.max_by_key(|path| path.file_name().unwrap().to_str().unwrap().parse::<u32>().unwrap()).unwrap()
}

/// Changes a digit of the hash of the terms, in entry 1: it stays an entry, and is not the one that was written.
fn flip_in_an_entry(ledger: &Path) {
    let path = bundle(ledger);
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(7).position(|seven| seven == b"\nterms ").unwrap() + 7;
    bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
    std::fs::write(&path, bytes).unwrap();
}

#[test]
fn a_changed_byte_is_found_and_its_entry_named() {
    let folder = served();
    let ledger = ledger_of(&folder);
    flip_in_an_entry(&ledger);
    let output = audit_in(&ledger, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("At fault: entry 1:"), "{}{}", told(&output), complained(&output));
    let output = audit_in(&ledger, &["--json"]);
    let verdict: serde_json::Value = serde_json::from_str(&told(&output)).unwrap();
    assert_eq!((verdict["holds"].as_bool(), verdict["faults"][0]["entry"].as_u64()), (Some(false), Some(1)));
}

#[test]
fn a_server_that_shows_a_changed_entry_is_found_out() {
    let folder = served();
    flip_in_an_entry(&ledger_of(&folder));
    // The server reads its own ledger at the start and refuses to go on from it; whoever copied it shows it still.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let ledger = ledger_of(&folder);
    std::thread::spawn(move || show(&listener, &ledger));
    let output = audit(&format!("http://{address}/"), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("At fault: entry 1:"), "{}{}", told(&output), complained(&output));
}

/// Shows a folder's files, one request a connection.
fn show(listener: &std::net::TcpListener, folder: &Path) {
    use std::io::{BufRead, BufReader, Write};
    for stream in listener.incoming().flatten() {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let path = line.split(' ').nth(1).unwrap_or("/").trim_start_matches('/').to_owned();
        while line != "\r\n" && !line.is_empty() {
            line.clear();
            reader.read_line(&mut line).unwrap();
        }
        let (status, body) = match std::fs::read(folder.join(path)) {
            Ok(bytes) => ("200 OK", bytes),
            Err(_) => ("404 Not Found", Vec::new()),
        };
        let mut stream = reader.into_inner();
        let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        let _ = stream.write_all(&[head.as_bytes(), &body].concat());
    }
}

#[test]
fn what_cannot_be_meant_is_told_in_one_sentence() {
    let folder = served();
    let ledger = ledger_of(&folder);
    let place = ledger.to_str().unwrap();
    let garbage = folder.file("garbage", b"\xff\x00");
    let garbage = garbage.to_str().unwrap();
    let away = folder.path().join("away");
    let away = away.to_str().unwrap();
    for arguments in [
        &["audit", away][..],
        &["audit", folder.path().to_str().unwrap()],
        &["audit", "http://"],
        &["audit", "http://127.0.0.1:1/"],
        &["audit", place, "--now", "yesterday"],
        &["audit", place, "--key", "nothing"],
        &["audit", place, "--policy", garbage],
        &["audit", place, "--policy", away],
        &["audit", place, "--since", garbage],
        &["audit", place, "--since", away],
    ] {
        let output = Command::new(BINARY).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", complained(&output));
        assert_eq!(complained(&output).trim().lines().count(), 1, "{arguments:?}: {}", complained(&output));
    }
    for arguments in [&["audit"][..], &["audit", place, "--nothing"], &["ledger", "turn"]] {
        let output = Command::new(BINARY).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_log_that_was_seen_longer_before_is_not_believed() {
    let folder = served();
    let ledger = ledger_of(&folder);
    let kept = folder.path().join("seen");
    let old = Folder::new();
    let copied = Command::new("cp").arg("-a").arg(&ledger).arg(old.path()).status().unwrap();
    assert!(copied.success());
    let added = caulbart(&folder, &["request", "add", "--country", "FR", "--kind", "legal", "--accounts", "1"]);
    assert!(added.status.success(), "{}", complained(&added));
    assert!(audit_in(&ledger, &["--keep", kept.to_str().unwrap()]).status.success());
    let output = audit_in(&old.path().join("ledger"), &["--since", kept.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("now has fewer"), "{}", complained(&output));
}

#[test]
fn after_a_new_key_the_old_one_still_leads_to_the_newest_head() {
    let folder = Folder::new();
    let server = Server::start(&folder, &QUIET);
    server.wait_for("/ledger/checkpoint", |answer| answer.status == 200);
    let vkey = || std::fs::read_to_string(ledger_of(&folder).join("vkey")).unwrap();
    let old = vkey().trim().to_owned();
    let rotated = caulbart(&folder, &["ledger", "rotate"]);
    assert!(rotated.status.success(), "{}", complained(&rotated));
    let new = vkey().lines().last().unwrap().to_owned();
    assert_ne!(old, new);
    assert!(told(&rotated).contains(&new), "{}", told(&rotated));
    // The server beside goes on with the new key, and so does the next one.
    assert!(server.stop().success());
    for key in [&old, &new] {
        let output = audit_in(&ledger_of(&folder), &["--key", key]);
        assert!(output.status.success(), "{}{}", told(&output), complained(&output));
    }
    assert!(Server::start(&folder, &QUIET).stop().success());
    let output = audit_in(&ledger_of(&folder), &["--key", &old]);
    assert!(output.status.success(), "{}{}", told(&output), complained(&output));
}

#[test]
fn a_server_does_not_go_on_from_an_old_ledger() {
    let folder = served();
    let main = folder.path().join("main");
    let old = Folder::new();
    for part in ["ledger", "ledger-keys"] {
        assert!(Command::new("cp").arg("-a").arg(main.join(part)).arg(old.path()).status().unwrap().success());
    }
    assert!(Server::start(&folder, &QUIET).stop().success());
    for part in ["ledger", "ledger-keys"] {
        std::fs::remove_dir_all(main.join(part)).unwrap();
        assert!(Command::new("cp").arg("-a").arg(old.path().join(part)).arg(&main).status().unwrap().success());
    }
    let before = std::fs::read(main.join("ledger/checkpoint")).unwrap();
    let output = caulbart(&folder, &["serve", "--listen", "127.0.0.1:0", "--offline"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("ledger was put back from an old copy"), "{}", complained(&output));
    assert_eq!(std::fs::read(main.join("ledger/checkpoint")).unwrap(), before, "nothing was written");
    let doctor = caulbart(&folder, &["doctor"]);
    assert!(told(&doctor).contains("ledger was put back from an old copy"), "{}", told(&doctor));
}

#[test]
fn an_old_database_is_noticed() {
    let folder = served();
    let kept = folder.path().join("backup");
    assert!(caulbart(&folder, &["backup", kept.to_str().unwrap()]).status.success());
    assert!(Server::start(&folder, &QUIET).stop().success());
    let doctor = caulbart(&folder, &["doctor"]);
    assert!(
        told(&doctor).contains("Ledger: localhost/main") && !told(&doctor).contains("old copy"),
        "{}",
        told(&doctor)
    );
    assert!(caulbart(&folder, &["restore", kept.to_str().unwrap()]).status.success());
    let doctor = caulbart(&folder, &["doctor"]);
    assert!(told(&doctor).contains("database was put back from an old copy"), "{}", told(&doctor));
    // It serves all the same, and from then on both know of each other again.
    assert!(Server::start(&folder, &QUIET).stop().success());
    let doctor = caulbart(&folder, &["doctor"]);
    assert!(!told(&doctor).contains("old copy"), "{}", told(&doctor));
    assert!(audit_in(&ledger_of(&folder), &[]).status.success());
}

#[test]
fn doctor_says_what_is_wrong_with_the_ledger() {
    let folder = served();
    let key = folder.path().join("main/ledger-keys/signing");
    let doctor = || told(&caulbart(&folder, &["doctor"]));
    assert!(!doctor().contains("ledger-keys"), "{}", doctor());
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(doctor().contains("can be read by others"), "{}", doctor());
    std::fs::remove_file(&key).unwrap();
    assert!(doctor().contains("the key that signed it is gone"), "{}", doctor());
}

#[test]
fn what_stands_in_the_ledger_is_told_in_numbers() {
    let folder = served();
    let added = caulbart(&folder, &["request", "add", "--country", "FR", "--kind", "legal", "--accounts", "1"]);
    assert!(added.status.success(), "{}", complained(&added));
    let report = caulbart(&folder, &["report"]);
    assert!(report.status.success(), "{}", complained(&report));
    assert!(told(&report).contains("FR legal") && told(&report).contains("so far"), "{}", told(&report));
    let early = caulbart(&folder, &["report", "--publish"]);
    assert_eq!(early.status.code(), Some(1));
    assert!(complained(&early).contains("not over"), "{}", complained(&early));
    let wrong = caulbart(&folder, &["report", "last month"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", complained(&wrong));
    let template = folder.path().join("template");
    let template = template.to_str().unwrap();
    assert!(caulbart(&folder, &["report", "--dsa", template, "--provider", "Town"]).status.success());
    assert!(Path::new(template).join("1_report_identification.csv").exists());
    assert_eq!(caulbart(&folder, &["report", "--dsa", template]).status.code(), Some(1), "never over what is there");
}

#[test]
fn what_is_sealed_is_allowed_first_and_opened_once() {
    let folder = Folder::new();
    Server::start(&folder, &["--offline", "--no-demo"]).stop();
    let add = ["request", "add", "--country", "FR", "--kind", "legal", "--accounts", "3"];
    let seal = ["--sealed-until", "2999-12-31"];
    let refused = caulbart(&folder, &[&add[..], &seal].concat());
    assert!(
        refused.status.code() == Some(2) && complained(&refused).contains("--allow-sealed"),
        "{}",
        complained(&refused)
    );
    for day in ["2020-01-01", "tomorrow"] {
        let refused = caulbart(&folder, &[&add[..], &["--allow-sealed", "--sealed-until", day]].concat());
        assert!(complained(&refused).contains("is no day from today on"), "{}", complained(&refused));
    }
    let sealed = caulbart(&folder, &[&add[..], &seal, &["--allow-sealed", "--json"]].concat());
    assert!(sealed.status.success(), "{}", complained(&sealed));
    let index = told(&sealed).chars().filter(char::is_ascii_digit).collect::<String>();
    let log = folder.path().join("main/ledger");
    let bundle = || {
        std::fs::read_dir(log.join("tile/entries/000.p"))
            .unwrap()
            .map(|file| std::fs::read(file.unwrap().path()).unwrap())
    };
    assert!(!bundle().any(|bytes| String::from_utf8_lossy(&bytes).contains("country FR")), "it is hidden");
    let audit = || caulbart(&folder, &["audit", log.to_str().unwrap()]);
    assert!(audit().status.success(), "{}", complained(&audit()));
    let hidden = std::fs::read_dir(folder.path().join("main/sealed")).unwrap().next().unwrap().unwrap().path();
    let bytes = std::fs::read(&hidden).unwrap();
    std::fs::write(&hidden, b"something else").unwrap();
    let unseal = |entry: &str| caulbart(&folder, &["request", "unseal", entry]);
    assert!(complained(&unseal(&index)).contains("is not what entry"), "{}", complained(&unseal(&index)));
    std::fs::write(&hidden, bytes).unwrap();
    for entry in ["0", "99"] {
        assert!(complained(&unseal(entry)).contains("is nothing that was sealed"), "{}", complained(&unseal(entry)));
    }
    let opened = unseal(&index);
    assert!(opened.status.success(), "{}", complained(&opened));
    assert!(complained(&unseal(&index)).contains("was opened already"));
    assert!(audit().status.success(), "{}", complained(&audit()));
}
