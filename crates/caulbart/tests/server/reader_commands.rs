//! `caulbart reader …`: what an operator does about readers with an account, beside a server or without one.

use serde_json::Value;

use crate::stand::{Folder, Server, caulbart, complained, told};

const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn done(folder: &Folder, arguments: &[&str]) -> String {
    let output = caulbart(folder, &[&["reader"], arguments].concat());
    assert!(output.status.success(), "{arguments:?}: {}", complained(&output));
    told(&output)
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let said = done(folder, &[arguments, &["--json"]].concat());
    serde_json::from_str(&said).unwrap_or_else(|fault| panic!("{arguments:?}: {fault}: {said}"))
}

fn post(server: &Server, path: &str, form: &str) -> crate::stand::Answer {
    server.post(path, &[FORM, OWN], form.as_bytes())
}

fn sign_up(server: &Server, name: &str, invitation: &str) -> u16 {
    post(server, "/sign-up", &format!("name={name}&password=seven+quiet+herons&invitation={invitation}")).status
}

fn sign_in(server: &Server, name: &str, password: &str) -> u16 {
    post(server, "/sign-in", &format!("name={name}&password={password}")).status
}

#[test]
fn who_may_sign_up_is_said_and_changed_and_holds_from_the_next_request_on() {
    let folder = Folder::new();
    assert_eq!(done(&folder, &["sign-up"]), "Anybody can sign up.\n");
    for (mode, says) in [
        ("invitation", "Whoever has an invitation can sign up; `caulbart reader invite` makes one.\n"),
        ("closed", "Nobody can sign up; whoever has an account keeps it.\n"),
        ("open", "Anybody can sign up.\n"),
    ] {
        assert_eq!(done(&folder, &["sign-up", mode]), says);
        assert_eq!(done(&folder, &["sign-up"]), says, "it is kept");
        assert_eq!(json(&folder, &["sign-up"])["sign_up"], mode);
    }
    let server = Server::start(&folder, &["--offline"]);
    assert_eq!(sign_up(&server, "Ann", ""), 200);
    done(&folder, &["sign-up", "closed"]);
    assert_eq!(sign_up(&server, "Bo", ""), 403);
    assert_eq!(sign_in(&server, "Ann", "seven+quiet+herons"), 303, "whoever has an account keeps it");
}

#[test]
fn an_invitation_lets_one_reader_in() {
    let folder = Folder::new();
    done(&folder, &["sign-up", "closed"]);
    let said = done(&folder, &["invite", "--days", "3"]);
    let code = said.lines().next().unwrap();
    assert!(said.contains(&format!("within 3 days, at /sign-up?invitation={code}")), "{said}");
    assert!(said.contains("Nobody can sign up just now, not even so"), "{said}");
    done(&folder, &["sign-up", "invitation"]);
    let other = json(&folder, &["invite"]);
    assert_eq!(other["path"], format!("/sign-up?invitation={}", other["code"].as_str().unwrap()));
    assert!(other["expires"].as_str().unwrap().ends_with('Z') && other["code"] != code, "{other}");
    let server = Server::start(&folder, &["--offline"]);
    for (name, invitation, status) in [("Ann", "", 403), ("Ann", code, 200), ("Bo", code, 403)] {
        assert_eq!(sign_up(&server, name, invitation), status, "{name} {invitation}");
    }
    assert_eq!(sign_up(&server, "Bo", other["code"].as_str().unwrap()), 200);
}

#[test]
fn readers_are_listed_let_in_again_and_removed() {
    let folder = Folder::new();
    assert_eq!(done(&folder, &["list"]), "No reader has an account yet.\n");
    assert_eq!(json(&folder, &["list"]), Value::Array(Vec::new()));
    let server = Server::start(&folder, &["--offline"]);
    for name in ["Cleo", "Ann+Lee"] {
        assert_eq!(sign_up(&server, name, ""), 200);
    }
    let listed = done(&folder, &["list"]);
    let lines: Vec<&str> = listed.lines().collect();
    assert!(lines.len() == 2 && lines.iter().all(|line| line.contains("  since ")), "{listed}");
    assert!(!listed.contains("Ann") && !listed.contains("Cleo"), "names are sealed: {listed}");
    assert!(!listed.contains("argon2"), "{listed}");
    let rows = json(&folder, &["list"]);
    assert!(rows[0]["name"].is_null());
    assert!(rows[0]["reader"].is_i64() && rows[0]["seen"].is_string(), "{rows}");

    let said = done(&folder, &["reset", "ann lee"]);
    let code = said.lines().next().unwrap();
    assert!(said.contains("With this code ann lee sets a new password at /recover"), "{said}");
    assert!(json(&folder, &["list"])[1]["seen"].is_null(), "she was signed out everywhere");
    let recover = format!("name=Ann+Lee&code={code}&password=nine+loud+kettles");
    assert_eq!(post(&server, "/recover", &recover).status, 200);
    assert_eq!(post(&server, "/recover", &recover).status, 403, "a code opens once");
    assert_eq!(sign_in(&server, "Ann+Lee", "nine+loud+kettles"), 303);
    let again = json(&folder, &["reset", "CLEO"]);
    assert_eq!((&again["name"], &again["path"]), (&"CLEO".into(), &"/recover".into()));

    let removed = done(&folder, &["remove", "ann lee"]);
    assert_eq!(removed, "Removed ann lee with everything that was kept about her.\n");
    assert_eq!(sign_in(&server, "Ann+Lee", "nine+loud+kettles"), 403);
    assert_eq!(json(&folder, &["list"]).as_array().map(Vec::len), Some(1), "the other stays");
}

#[test]
fn what_is_typed_wrong_gets_one_clear_sentence_and_changes_nothing() {
    let folder = Folder::new();
    for (arguments, status, says) in [
        (vec!["sign-up", "sometimes"], 2, "`sometimes` is no way to sign up: it is open, invitation or closed."),
        (vec!["sign-up", "Open"], 2, "`Open` is no way to sign up"),
        (vec!["sign-up", ""], 2, "`` is no way to sign up"),
        (vec!["sign-up", "open", "closed"], 2, "closed"),
        (vec!["invite", "--days", "0"], 2, "--days"),
        (vec!["invite", "--days", "366"], 2, "--days"),
        (vec!["invite", "--days", "-1"], 2, "-1"),
        (vec!["invite", "--days", "soon"], 2, "--days"),
        (vec!["invite", "Ann"], 2, "Ann"),
        (vec!["list", "Ann"], 2, "Ann"),
        (vec!["reset"], 2, "NAME"),
        (
            vec!["reset", "Nobody"],
            1,
            "No reader is called `Nobody`; names are sealed, so nobody can list them: ask her how she writes hers.",
        ),
        (vec!["remove"], 2, "NAME"),
        (vec!["remove", "Nobody"], 1, "No reader is called `Nobody`"),
        (vec!["remove", ""], 1, "No reader is called ``"),
        (vec!["remove", "'; drop table readers; --"], 1, "No reader is called"),
        (vec!["sing"], 2, "sing"),
        (vec![], 2, "reader"),
    ] {
        let output = caulbart(&folder, &[vec!["reader"], arguments.clone()].concat());
        let words = complained(&output);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {words}");
        assert!(words.contains(says), "{arguments:?}: {words}");
        assert!(!words.contains("panicked") && told(&output).is_empty(), "{arguments:?}: {words}{}", told(&output));
        if status == 1 {
            assert_eq!(words.trim().lines().count(), 1, "{arguments:?}: {words}");
        }
    }
    assert_eq!(done(&folder, &["sign-up"]), "Anybody can sign up.\n");
}
