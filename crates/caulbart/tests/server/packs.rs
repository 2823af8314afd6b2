//! A receipt names the pack that it was chosen from, and a beat of the public ledger names that pack.

use std::path::PathBuf;
use std::process::Command;

use crate::stand::{Folder, Server, ask, caulbart, complained, told};

fn receipt(folder: &Folder, server: &Server, name: &str, cookie: &str) -> (PathBuf, String) {
    let answer = ask(server.address, "GET", "/receipt", &[("Cookie", cookie)], b"");
    assert_eq!(answer.status, 200, "{}", answer.body);
    let pack = answer.body.lines().find_map(|line| line.strip_prefix("pack ")).unwrap()[..64].to_owned();
    (folder.file(name, &answer.bytes), pack)
}

#[test]
fn the_pack_of_every_receipt_stands_in_a_beat() {
    let folder = Folder::new();
    let server = Server::start(&folder, &["--offline"]);
    let front = server.wait_for("/", |page| page.link("/article/").is_some());
    let item = front.link("/article/").unwrap().rsplit('/').next().unwrap().split('-').next().unwrap().to_owned();
    let form = [("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin")];
    let answer = server.post("/deed", &form, format!("item={item}&deed=liked").as_bytes());
    let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let (nobodys, before) = receipt(&folder, &server, "nobodys.bundle", "");
    let (hers, same) = receipt(&folder, &server, "hers.bundle", &cookie);
    assert_eq!(before, same, "all readers choose from the same candidates");
    // News come in: from then on there is another pack.
    let feed = "<rss version=\"2.0\"><channel><title>Quay</title><item><guid>1</guid><title>Norrholm quay is open again</title>\
                <link>https://quay.example/1</link><description>At last.</description></item></channel></rss>";
    let feed = folder.file("quay.xml", feed.as_bytes());
    let done = caulbart(&folder, &["import", feed.to_str().unwrap()]);
    assert!(done.status.success(), "{}", complained(&done));
    server.wait_for("/search?q=norrholm", |page| page.body.contains("/article/"));
    let (later, after) = receipt(&folder, &server, "later.bundle", "");
    assert_ne!(before, after);
    server.stop();

    let ledger = folder.path().join("main/ledger");
    let files = [&nobodys, &hers, &later].map(|file| file.to_str().unwrap());
    let replay =
        |files: &[&str]| caulbart(&folder, &[&["replay"], files, &["--ledger", ledger.to_str().unwrap()]].concat());
    let done = replay(&files);
    assert!(done.status.success(), "{}{}", told(&done), complained(&done));
    assert_eq!(told(&done).matches("Its pack stands in the beat of ").count(), 3, "{}", told(&done));
    let audited = caulbart(&folder, &["audit", ledger.to_str().unwrap()]);
    assert!(audited.status.success(), "{}{}", told(&audited), complained(&audited));
    let verifier = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/verify.py");
    let verify = || Command::new("python3").arg(&verifier).arg(&ledger).output().unwrap();
    assert!(verify().status.success(), "{}", complained(&verify()));

    // A timeline that a command composes beside the server, from other candidates, is in no beat.
    let done = caulbart(&folder, &["feed", "list"]);
    assert!(done.status.success());
    let more =
        std::fs::read_to_string(&feed).unwrap().replace("Norrholm quay", "Suderbucht quay").replace(">1<", ">2<");
    let more = folder.file("more.xml", more.replace("example/1", "example/2").as_bytes());
    assert!(caulbart(&folder, &["import", more.to_str().unwrap()]).status.success());
    let unheard = folder.path().join("unheard.bundle");
    let done = caulbart(&folder, &["timeline", "--bundle", unheard.to_str().unwrap()]);
    assert!(done.status.success(), "{}", complained(&done));
    let done = replay(&[unheard.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(1));
    assert!(told(&done).contains("stands in no beat"), "{}", told(&done));

    // Whoever takes a pack out of the list, or the list away, is found out.
    let lists = ledger.join("packs");
    let list = std::fs::read_dir(&lists).unwrap().map(|entry| entry.unwrap().path());
    let list = list.max_by_key(|path| std::fs::metadata(path).unwrap().len()).unwrap();
    let whole = std::fs::read(&list).unwrap();
    assert!(whole.len() >= 64, "the last beat covers both packs");
    for forged in [Some(&whole[32..]), Some(&whole[..31]), Some(&[][..]), None] {
        std::fs::remove_file(&list).unwrap();
        if let Some(forged) = forged {
            std::fs::write(&list, forged).unwrap();
        }
        let audited = caulbart(&folder, &["audit", ledger.to_str().unwrap()]);
        assert_eq!(audited.status.code(), Some(1), "{forged:?}");
        assert!(verify().status.success(), "docs/verify.py leaves the lists of packs to `caulbart audit`");
        assert_eq!(replay(&files).status.code(), Some(1), "{forged:?}");
        std::fs::write(&list, &whole).unwrap();
    }
    assert!(verify().status.success());
}
