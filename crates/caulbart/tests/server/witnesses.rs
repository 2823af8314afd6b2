//! Two editions that cosign each other's heads, and witnesses that do not.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::{Command, Stdio};

use crate::stand::{BINARY, Folder, Server, ask, caulbart, complained, told};

const QUIET: [&str; 2] = ["--offline", "--no-demo"];

/// An address that nobody listens on just now.
fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// An edition of this name that was begun: its keys, of the log and of the witness that it is.
fn begun(folder: &Folder, name: &str) -> (String, String) {
    assert!(Server::start(folder, &[&QUIET[..], &["--edition", name]].concat()).stop().success());
    let keys = caulbart(folder, &["ledger", "keys", "--json", "--edition", name]);
    let keys: serde_json::Value = serde_json::from_str(&told(&keys)).unwrap();
    (keys["log"].as_str().unwrap().to_owned(), keys["witness"].as_str().unwrap().to_owned())
}

fn serve(folder: &Folder, name: &str, at: SocketAddr, more: &[&str]) -> Server {
    let at = at.to_string();
    let mut command = Command::new(BINARY);
    command.env("CAULBART_LOG", "warn").args(["--edition", name]);
    Server::start_at(&mut command, folder, &at, &[&QUIET[..], more].concat())
}

/// Writes an entry beside the server, and so a new head.
fn write(folder: &Folder, name: &str) {
    let added = caulbart(folder, &["request", "add", "--country", "FR", "--kind", "legal", "--edition", name]);
    assert!(added.status.success(), "{}", complained(&added));
}

#[test]
fn two_editions_cosign_each_other_s_heads() {
    let (north, south) = (Folder::new(), Folder::new());
    let ((north_log, north_witness), (south_log, south_witness)) = (begun(&north, "north"), begun(&south, "south"));
    let (north_at, south_at) = (free(), free());
    let by_south = format!("{south_witness}@http://{south_at}/witness");
    let by_north = format!("{north_witness}@http://{north_at}/witness");
    let one = serve(&north, "north", north_at, &["--witness", &by_south, "--witness-for", &south_log]);
    let other = serve(&south, "south", south_at, &["--witness", &by_north, "--witness-for", &north_log]);
    assert_eq!(one.get("/witness/vkey").body.trim(), north_witness);

    for (server, folder, name, log, witness) in
        [(&one, &north, "north", &north_log, &south_witness), (&other, &south, "south", &south_log, &north_witness)]
    {
        let policy = format!("log {log}\nwitness W {witness}\nquorum W\n");
        let policy = folder.file("trust.policy", policy.as_bytes());
        let address = format!("http://{}", server.address);
        for _ in 0..2 {
            write(folder, name);
            let audited = Command::new(BINARY).args(["audit", &address, "--policy"]).arg(&policy).output().unwrap();
            assert!(audited.status.success(), "{name}: {}{}", told(&audited), complained(&audited));
            assert!(told(&audited).contains("Cosigned by W ("), "{}", told(&audited));
        }
    }
    // Nothing but the head is kept of the other.
    let seen = std::fs::read_dir(south.path().join("south/witness")).unwrap().count();
    assert_eq!(seen, 1);
    assert!(one.stop().success() && other.stop().success());
}

#[test]
fn a_witness_that_is_down_or_answers_garbage_does_not_stop_the_log() {
    let folder = Folder::new();
    let (_, witness) = begun(&folder, "main");
    let liar = TcpListener::bind("127.0.0.1:0").unwrap();
    let lying = liar.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in liar.incoming().flatten() {
            let mut stream = stream;
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\ngarbage\n\n");
        }
    });
    let (down, lies) = (format!("{witness}@http://{}/witness", free()), format!("{witness}@http://{lying}/witness"));
    let server = serve(&folder, "main", free(), &["--witness", &down, "--witness", &lies]);
    write(&folder, "main");
    let audited = Command::new(BINARY).args(["audit", &format!("http://{}", server.address)]).output().unwrap();
    assert!(audited.status.success(), "{}{}", told(&audited), complained(&audited));
    assert!(
        told(&audited).contains("1 request") && told(&audited).contains("No witness has cosigned"),
        "{}",
        told(&audited)
    );
    assert!(server.stop().success());
}

#[test]
fn a_witness_by_itself_cosigns_what_it_knows_and_nothing_else() {
    let (folder, apart) = (Folder::new(), Folder::new());
    let (log, _) = begun(&folder, "main");
    let mut child = Command::new(BINARY)
        .args(["witness", "--listen", "127.0.0.1:0", "--log", &log, "--data"])
        .arg(apart.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let vkey = lines.next().unwrap().unwrap().rsplit(' ').next().unwrap().to_owned();
    let address = lines.next().unwrap().unwrap().rsplit("http://").next().unwrap().trim_end_matches('/').to_owned();
    let address: SocketAddr = address.parse().unwrap();
    for (body, status) in [
        (&b""[..], 400),
        (b"old 0\n\nnothing", 400),
        (b"\xff\xfe", 400),
        (&[b'a'; 300_000], 413),
        (
            b"old 0\n\nelsewhere\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\xe2\x80\x94 elsewhere AAAAAAAA\n",
            404,
        ),
    ] {
        assert_eq!(ask(address, "POST", "/add-checkpoint", &[], body).status, status, "{:?}", body.get(..20));
    }
    let server = serve(&folder, "main", free(), &["--witness", &format!("{vkey}@http://{address}")]);
    write(&folder, "main");
    let policy = folder.file("trust.policy", format!("log {log}\nwitness W {vkey}\nquorum W\n").as_bytes());
    let audited = Command::new(BINARY)
        .args(["audit", &format!("http://{}", server.address), "--policy"])
        .arg(policy)
        .output()
        .unwrap();
    assert!(audited.status.success(), "{}{}", told(&audited), complained(&audited));
    assert!(server.stop().success());
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn two_ledgers_are_compared_and_one_that_does_not_hold_is_not() {
    let (north, south) = (Folder::new(), Folder::new());
    begun(&north, "north");
    begun(&south, "south");
    let place = |folder: &Folder, name: &str| folder.path().join(name).join("ledger").to_str().unwrap().to_owned();
    let (one, other) = (place(&north, "north"), place(&south, "south"));
    let compared = Command::new(BINARY).args(["diff", &one, &other]).output().unwrap();
    assert!(compared.status.success(), "{}", complained(&compared));
    assert!(
        told(&compared).contains("localhost/north") && told(&compared).contains("localhost/south"),
        "{}",
        told(&compared)
    );
    std::fs::remove_file(std::path::Path::new(&other).join("vkey")).unwrap();
    let compared = Command::new(BINARY).args(["diff", &one, &other]).output().unwrap();
    assert_eq!(compared.status.code(), Some(1), "{}", complained(&compared));
    let wrong = Command::new(BINARY).args(["diff", &one]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}
