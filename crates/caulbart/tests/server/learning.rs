//! Models by command, beside a server that runs, and the operator's view of them.

use std::path::Path;

use model::Time;
use timeline::Model;
use timeline::learn::{Deeds, Head, Learner, Outcome};
use timeline::signals::{Slate, WIDTH};

use crate::harmless::assert_harmless;
use crate::stand::{Folder, Server, ask, caulbart, complained, told};

/// A model that has learned that the fourth reading decides.
fn fitted() -> Model {
    let mut learner = Learner::default();
    for number in 0..700_u32 {
        let mut slate = vec![0.5; WIDTH * 6];
        (0..6).for_each(|place| slate[place * WIDTH + 3] = (number * 7 + place as u32 * 13) as f32 % 10.0);
        let deeds: Vec<Deeds> = (0..6)
            .map(|place| {
                let opened = slate[place * WIDTH + 3] > 6.0;
                if opened { Deeds::default().with(Head::Open) } else { Deeds::default() }
            })
            .collect();
        let slate = Slate::from_readings(slate).unwrap();
        learner.learn(&Outcome { at: Time(1_000), slate: &slate, by_hand: &[0.0; 6], deeds: &deeds });
    }
    let fitted = learner.lesson(Time(2_000)).fit(1);
    learner.adopt(fitted);
    assert!(learner.model().has_learned());
    learner.model().clone()
}

/// The same, of the fit with this number (bytes 16 to 20 of the file).
fn numbered(model: &Model, number: u32) -> Model {
    let mut bytes = model.to_bytes();
    bytes[16..20].copy_from_slice(&number.to_le_bytes());
    Model::from_bytes(&bytes).unwrap()
}

fn put(folder: &Path, model: &Model) -> String {
    let models = folder.join("main/models");
    std::fs::create_dir_all(&models).unwrap();
    std::fs::write(models.join(format!("{}.model", model.hash())), model.to_bytes()).unwrap();
    model.hash()
}

#[test]
fn models_are_listed_chosen_and_taken_back_while_the_server_runs() {
    let folder = Folder::new();
    let first = fitted();
    let hashes = [put(folder.path(), &first), put(folder.path(), &numbered(&first, 2))];
    let server = Server::start(&folder, &["--offline"]);
    let page = server.get("/operator");
    assert_eq!(page.status, 200);
    assert_harmless("/operator", &page);
    assert!(page.body.contains(&hashes[1][..12]) && page.body.contains("<svg"), "{}", page.body);
    assert!(!page.body.contains("holds this model"));

    let list = caulbart(&folder, &["model", "list"]);
    assert!(
        told(&list).lines().next().unwrap().starts_with(&format!("*    2  {}", &hashes[1][..12])),
        "{}",
        told(&list)
    );
    let back = caulbart(&folder, &["model", "rollback"]);
    assert!(back.status.success() && told(&back).contains(&hashes[0][..12]), "{}", told(&back));
    server.wait_for("/operator", |page| page.body.contains("holds this model"));
    let shown = caulbart(&folder, &["model", "show", "--json"]);
    assert!(told(&shown).contains(&hashes[0]) && told(&shown).contains("\"in_use\": true"), "{}", told(&shown));

    assert!(caulbart(&folder, &["model", "off"]).status.success());
    server.wait_for("/operator", |page| page.body.contains("Switched off"));
    assert!(caulbart(&folder, &["model", "use", "newest"]).status.success());
    server.wait_for("/operator", |page| !page.body.contains("Switched off"));
    assert!(caulbart(&folder, &["model", "use", &hashes[0][..8]]).status.success());
    server.wait_for("/operator", |page| page.body.contains("holds this model"));

    // A restart keeps to what was chosen.
    server.kill();
    let server = Server::start(&folder, &["--offline"]);
    assert!(server.get("/operator").body.contains("holds this model"));
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn what_names_no_model_is_told_in_a_sentence() {
    let folder = Folder::new();
    let none = caulbart(&folder, &["model", "list"]);
    assert!(none.status.success() && told(&none).contains("No model yet"), "{}", told(&none));
    for (arguments, status, says) in [
        (vec!["model", "use", "x"], 2, "no model's hash"),
        (vec!["model", "use", "0123456789"], 2, "There is no model 0123456789"),
        (vec!["model", "show", "../../etc/passwd"], 2, "no model's hash"),
        (vec!["model", "show"], 2, "No model is in use"),
        (vec!["model", "rollback"], 1, "no model before"),
    ] {
        let output = caulbart(&folder, &arguments);
        let sentence = complained(&output);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {sentence}");
        assert!(sentence.contains(says) && sentence.trim().lines().count() == 1, "{arguments:?}: {sentence}");
    }
}

#[test]
fn files_that_are_no_models_keep_nothing_from_starting() {
    let folder = Folder::new();
    let good = put(folder.path(), &fitted());
    let models = folder.path().join("main/models");
    std::fs::write(models.join(format!("{}.model", "ab".repeat(32))), &fitted().to_bytes()[..500]).unwrap();
    std::fs::write(models.join(format!("{}.model", "cd".repeat(32))), b"a picture").unwrap();
    std::fs::write(models.join("current"), "held nonsense").unwrap();
    std::fs::write(folder.path().join("main/learning.json"), "{").unwrap();
    let server = Server::start(&folder, &["--offline"]);
    let page = server.get("/operator").body;
    assert!(
        page.contains(&good[..12]) && page.contains("breaks off") && page.contains("no model of Caulbart"),
        "{page}"
    );
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn to_strangers_the_operators_page_is_not_there() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline", "--no-demo", "--operator-token", "a-long-word"]);
    for (headers, status) in [
        (vec![("X-Forwarded-For", "203.0.113.7")], 404),
        (vec![("Forwarded", "for=203.0.113.7")], 404),
        (vec![("Authorization", "Bearer wrong")], 404),
        (vec![("Authorization", "Bearer a-long-word"), ("X-Forwarded-For", "203.0.113.7")], 200),
        (vec![], 200),
    ] {
        assert_eq!(ask(server.address, "GET", "/operator", &headers, b"").status, status, "{headers:?}");
    }
    let nowhere = ask(server.address, "GET", "/nowhere", &[("X-Forwarded-For", "203.0.113.7")], b"").body;
    let operator = ask(server.address, "GET", "/operator", &[("X-Forwarded-For", "203.0.113.7")], b"").body;
    // The way in and the forms lead back to where she is.
    let operator = operator.replace("/operator", "/nowhere").replace("%2Foperator", "%2Fnowhere");
    assert_eq!(operator, nowhere, "nothing tells that it exists");
}
