//! Keys in a process of their own: what a server does that asks for them, and what it does when nobody answers.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::sealed::Browser;
use crate::stand::{Answer, BINARY, Folder, Server, ask, caulbart, complained};

/// A running `caulbart vault`, killed when it is dropped.
pub struct Vault {
    child: Child,
    address: String,
}

impl Vault {
    pub fn start(folder: &Folder, listen: &str) -> Vault {
        let mut child = Command::new(BINARY)
            .args(["vault", "--listen", listen, "--data"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
        let address = said.rsplit(' ').next().unwrap().to_owned();
        assert!(said.starts_with("The vault of edition main is asked at "), "{said}");
        Vault { child, address }
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::mem::forget(self);
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn sets_a_cookie(answer: &Answer) -> bool {
    answer.header("set-cookie").is_some()
}

const LOCKED: &str = "The vault that holds your keys does not answer.";

#[test]
fn a_vault_that_is_down_keeps_closed_what_is_hers_and_nobody_from_reading() {
    let (keys, folder) = (Folder::new(), Folder::new());
    let socket = format!("unix:{}", keys.path().join("s").display());
    let vault = Vault::start(&keys, &socket);
    let serve = ["--offline", "--vault", socket.as_str()];
    let server = Server::start(&folder, &serve);
    let mut guest = Browser::default();
    let front = guest.get(&server, "/");
    let item = front.body.split("href=\"/article/").nth(1).and_then(|rest| rest.split(['"', '/', '#']).next()).unwrap();
    let item = item.to_owned();
    let save = [("item", item.as_str()), ("verb", "save"), ("back", "/")];
    guest.post(&server, "/saved", &save);
    let link = format!("/article/{item}");
    assert!(guest.get(&server, "/saved").body.contains(&link));
    assert!(!folder.path().join("main/vault").exists(), "no key lies where the server runs");
    vault.kill();
    // She is here: her keys are in memory.
    assert!(guest.get(&server, "/saved").body.contains(&link));
    server.stop();

    let vault = Vault::start(&keys, &socket);
    let server = Server::start(&folder, &serve);
    vault.kill();
    for page in ["/", link.as_str(), "/topics", "/search?q=a"] {
        let answer = guest.get(&server, page);
        assert_eq!(answer.status, 200, "{page}");
        assert!(answer.body.contains(LOCKED) && !sets_a_cookie(&answer), "{page}: {}", answer.head);
        let stranger = ask(server.address, "GET", page, &[], b"");
        assert!(stranger.status == 200 && !stranger.body.contains(LOCKED), "{page}: nobody else is told");
    }
    for page in ["/saved", "/you", "/my-data", "/history", "/you.json"] {
        let answer = guest.get(&server, page);
        assert!(answer.status == 503 && !sets_a_cookie(&answer), "{page}: {}", answer.head);
        assert!(answer.body.contains("reading goes on"), "{page}: {}", answer.body);
    }
    let before = guest.clone();
    let answer = guest.post(&server, "/saved", &save);
    assert!(answer.status == 503 && before == guest, "her cookie stays: {}", answer.head);
    let mut newcomer = Browser::default();
    let answer = newcomer.post(&server, "/saved", &save);
    assert!(answer.status == 503 && !sets_a_cookie(&answer), "nobody begins what cannot be kept: {}", answer.head);

    let vault = Vault::start(&keys, &socket);
    let back = guest.get(&server, "/saved");
    assert!(back.status == 200 && back.body.contains(&link), "nothing was lost: {}", back.head);
    server.stop();
    drop(vault);
}

#[test]
fn opening_waits_for_the_vault_and_the_keys_have_one_place() {
    let (keys, folder) = (Folder::new(), Folder::new());
    let vault = Vault::start(&keys, "tls://127.0.0.1:0");
    let node = keys.path().join("main/vault/node.pem");
    let node = node.to_str().unwrap();
    let address = vault.address.clone();
    let by_tls = ["--vault", address.as_str(), "--vault-identity", node];
    let server = Server::start(&folder, &[&["--offline"][..], &by_tls].concat());
    let mut guest = Browser::default();
    let named =
        guest.post(&server, "/choices", &[("verb", "mute"), ("kind", "word"), ("value", "Xylographie"), ("back", "/")]);
    assert!(named.status < 400, "{}", named.head);
    server.stop();
    let open = ["access", "open", "--reader", "1", "--fields", "follows", "--purpose", "support", "--country", "DE"];
    let opened = caulbart(&folder, &[&open[..], &by_tls].concat());
    let text = String::from_utf8_lossy(&opened.stdout).into_owned();
    assert!(opened.status.success() && text.contains("xylographie"), "{text}{}", complained(&opened));
    let audit = caulbart(&folder, &["audit", folder.path().join("main/ledger").to_str().unwrap()]);
    assert!(audit.status.success(), "{}", complained(&audit));
    let doctor = caulbart(&folder, &[&["doctor"][..], &by_tls].concat());
    let words = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(!words.contains("root.key"), "no key is missed that lies elsewhere: {words}");
    // Each wrong way in is one sentence, and makes no keys.
    let another = Folder::new();
    let other = Vault::start(&another, "tls://127.0.0.1:0");
    let theirs = another.path().join("main/vault/node.pem");
    for (arguments, says) in [
        (vec![], "are in another vault: name it with --vault"),
        (
            vec!["--vault", other.address.as_str(), "--vault-identity", theirs.to_str().unwrap()],
            "keys of another vault",
        ),
        (vec!["--vault", vault.address.as_str()], "name the node.pem"),
        (vec!["--vault", "tls://nowhere"], "is no address of a vault"),
    ] {
        let refused = caulbart(&folder, &[&["timeline"][..], &arguments].concat());
        let words = complained(&refused);
        assert!(!refused.status.success() && words.contains(says), "{arguments:?}: {words}");
        assert!(!folder.path().join("main/vault").exists());
    }
    // The vault goes, a command waits for it, and goes on by itself.
    vault.kill();
    let waiting = Command::new(BINARY)
        .args([&open[..], &by_tls].concat())
        .arg("--data")
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_secs(2));
    let vault = Vault::start(&keys, &address);
    let done = waiting.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(told.contains("Waiting for the vault"), "{told}");
    assert!(done.status.success() && String::from_utf8_lossy(&done.stdout).contains("xylographie"), "{told}");
    drop(vault);
}
