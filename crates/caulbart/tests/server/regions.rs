//! Node, database and media carry the name of one region, or nothing is opened.

use std::process::Command;

use crate::postgres::Edition;
use crate::stand::{BINARY, Folder, Server, caulbart, complained, told};

/// The sentence of a command that is refused.
fn refused(folder: &Folder, arguments: &[&str]) -> String {
    let output = caulbart(folder, arguments);
    let words = complained(&output);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {words}");
    assert_eq!(words.trim().lines().count(), 1, "one sentence: {words}");
    words
}

#[test]
fn what_carries_a_region_is_opened_by_a_node_of_that_region_alone() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline", "--no-demo"]);
    assert!(server.get("/transparency").body.contains("has named no region"));
    server.stop();
    // The first start with a region marks what stood unmarked, and later ones find the mark.
    for _ in 0..2 {
        let server = Server::start(&folder, &["--offline", "--no-demo", "--region", "de-north"]);
        assert!(server.get("/transparency").body.contains("belongs to the region “de-north”"));
        server.stop();
    }
    let backup = folder.path().join("a.backup");
    let backup = backup.to_str().unwrap();
    let done = caulbart(&folder, &["backup", backup, "--region", "de-north"]);
    assert!(done.status.success(), "{}", complained(&done));
    let serve = ["serve", "--offline", "--no-demo", "--listen", "127.0.0.1:0"];
    for command in [
        &serve[..],
        &["feed", "list"],
        &["reader", "list"],
        &["editor", "list"],
        &["timeline"],
        &["request", "list"],
        &["backup", "b.backup"],
        &["restore", backup],
        &["doctor"],
    ] {
        let words = refused(&folder, command);
        assert!(words.contains("`de-north`, and this node names no region: say `--region de-north`"), "{words}");
        let words = refused(&folder, &[command, &["--region", "us"]].concat());
        assert!(words.contains("belongs to region `de-north`, and this node to region `us`"), "{words}");
    }
    let done = Command::new(BINARY)
        .args(["feed", "list", "--data"])
        .arg(folder.path())
        .env("CAULBART_REGION", "de-north")
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", complained(&done));
    let wrong = caulbart(&folder, &["feed", "list", "--region", "Nord Süd"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(complained(&wrong).starts_with("`--region Nord Süd` is no name for a region"), "{}", complained(&wrong));
}

#[test]
fn a_database_or_a_media_store_of_another_region_is_named() {
    let mark = |folder: &Folder| {
        let done = caulbart(folder, &["feed", "list", "--region", "eu"]);
        assert!(done.status.success(), "{}", complained(&done));
    };
    // Each mark alone is enough: what stands beside it says the node's region, or nothing.
    for (store, name) in
        [("media", "/main/media"), ("pictures", "/main/pictures"), ("", "The database of this edition")]
    {
        let folder = Folder::new();
        mark(&folder);
        for other in ["media", "pictures"] {
            let file = folder.path().join("main").join(other).join("region");
            assert_eq!(std::fs::read_to_string(&file).unwrap(), "eu\n");
            match other == store {
                true => std::fs::write(&file, "us\n").unwrap(),
                false => std::fs::remove_file(&file).unwrap(),
            }
        }
        if !store.is_empty() {
            let words = refused(&folder, &["feed", "list", "--region", "eu"]);
            assert!(words.contains(name) && words.contains("`us`, and this node to region `eu`"), "{words}");
        }
        let words = refused(&folder, &["feed", "list"]);
        assert!(words.contains(name) && words.contains("names no region"), "{words}");
        let words = refused(&folder, &["feed", "list", "--region", "us"]);
        assert!(words.contains("The database of this edition belongs to region `eu`"), "{words}");
        // What is refused marks nothing.
        let unmarked = if store == "media" { "pictures" } else { "media" };
        assert!(!folder.path().join("main").join(unmarked).join("region").exists());
    }
}

#[test]
fn a_backup_of_another_region_is_not_opened_here() {
    let (eu, us) = (Folder::new(), Folder::new());
    let backup = eu.path().join("eu.backup");
    let done = caulbart(&eu, &["backup", backup.to_str().unwrap(), "--region", "eu"]);
    assert!(done.status.success(), "{}", complained(&done));
    let words = refused(&us, &["restore", backup.to_str().unwrap(), "--region", "us"]);
    assert!(words.contains("`eu`, and this node to region `us`"), "{words}");
    let words = refused(&us, &["feed", "list", "--region", "us"]);
    assert!(words.contains("The database of this edition belongs to region `eu`"), "{words}");
}

#[test]
fn on_postgresql_a_second_node_says_the_region_of_the_first() {
    let Some(edition) = Edition::new("region") else { return };
    let done = edition.run(&["feed", "list", "--region", "eu"]);
    assert!(done.status.success(), "{}", complained(&done));
    // Another machine has no media yet: the database alone tells.
    let elsewhere = Folder::new();
    let run = |region: &[&str]| {
        let everywhere = ["--edition", edition.name.as_str(), "--database", edition.url.as_str()];
        caulbart(&elsewhere, &[&["feed", "list"], region, &everywhere].concat())
    };
    for (region, says) in [(&[][..], "names no region"), (&["--region", "us"], "this node to region `us`")] {
        let output = run(region);
        assert_eq!(output.status.code(), Some(1), "{}", told(&output));
        assert!(complained(&output).contains(says), "{}", complained(&output));
    }
    // Both nodes ask the same vault; here each has a copy of it.
    let [vault, copy] = [&edition.folder, &elsewhere].map(|place| place.path().join(&edition.name).join("vault"));
    std::fs::create_dir_all(&copy).unwrap();
    for file in std::fs::read_dir(vault).unwrap().map(|file| file.unwrap().path()) {
        std::fs::copy(&file, copy.join(file.file_name().unwrap())).unwrap();
    }
    let done = run(&["--region", "eu"]);
    assert!(done.status.success(), "{}", complained(&done));
    let mark = elsewhere.path().join(&edition.name).join("media/region");
    assert_eq!(std::fs::read_to_string(mark).unwrap(), "eu\n");
}
