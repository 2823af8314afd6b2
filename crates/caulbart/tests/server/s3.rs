//! An S3 server in a process of its own (`s3.py`), and the line to it, which can be cut.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use crate::stand::{BINARY, ask};

pub const KEY: &str = "AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// With a bucket `clips` that only whoever signs with `KEY` may use.
pub struct Store {
    child: Child,
    address: SocketAddr,
    line: Line,
}

impl Store {
    /// `None` on a stranger's machine without moto.
    pub fn start() -> Option<Store> {
        let Some(python) = python() else {
            assert!(std::env::var_os("CI").is_none(), "python3 with moto[server] is wanted here");
            println!("skipped: python3 or its package moto[server] is missing");
            return None;
        };
        let (id, secret) = KEY.split_once(':').unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server/s3.py");
        let mut child = Command::new(python)
            .arg(script)
            .args([id, secret, "clips"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
        let address = said.trim().parse().unwrap();
        Some(Store { child, address, line: Line::to(address) })
    }

    /// As `--clip-bucket` takes it; through the line.
    pub fn url(&self, prefix: &str) -> String {
        format!("http://{}/clips/{prefix}?region=eu-1", self.line.address)
    }

    pub fn cut(&self) {
        self.line.cut.store(true, Ordering::SeqCst);
        for stream in self.line.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    pub fn mend(&self) {
        self.line.cut.store(false, Ordering::SeqCst);
    }

    /// Names of what lies in the bucket.
    pub fn names(&self) -> Vec<String> {
        let listed = ask(self.address, "GET", "/clips?list-type=2", &[("X-Look", "1")], b"").body;
        listed.split("<Key>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
    }

    pub fn put(&self, name: &str, text: &str) {
        let path = format!("/clips/{name}?Signature=none");
        assert_eq!(ask(self.address, "PUT", &path, &[("X-Look", "1")], text.as_bytes()).status, 200);
    }

    pub fn text(&self, name: &str) -> String {
        ask(self.address, "GET", &format!("/clips/{name}?Signature=none"), &[("X-Look", "1")], b"").body
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A Python that has moto: everybody's, or the one that `cargo x test` put into the target folder.
fn python() -> Option<PathBuf> {
    let own = Path::new(BINARY).ancestors().nth(2)?.join("moto/bin/python3");
    let has = |python: &PathBuf| {
        let asked = Command::new(python).args(["-c", "import moto.server, flask"]).output();
        asked.is_ok_and(|output| output.status.success())
    };
    [PathBuf::from("python3"), own].into_iter().find(has)
}

/// Hands on every byte, until it is cut.
struct Line {
    address: SocketAddr,
    cut: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Line {
    fn to(there: SocketAddr) -> Line {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (cut, open) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
        let line = Line { address, cut: cut.clone(), open: open.clone() };
        std::thread::spawn(move || {
            for here in listener.incoming().map_while(Result::ok) {
                if cut.load(Ordering::SeqCst) {
                    continue;
                }
                let Ok(there) = TcpStream::connect(there) else { continue };
                open.lock().unwrap().extend([here.try_clone().unwrap(), there.try_clone().unwrap()]);
                for (from, to) in [(here.try_clone().unwrap(), there.try_clone().unwrap()), (there, here)] {
                    std::thread::spawn(move || carry(from, to));
                }
            }
        });
        line
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 65536];
    while let Ok(read) = from.read(&mut bytes) {
        if read == 0 || to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}
