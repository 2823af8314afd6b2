//! A server as a newcomer starts it, and a client that asks.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

pub use crate::web::Web;

pub const BINARY: &str = env!("CARGO_BIN_EXE_caulbart");

/// A folder that goes away with the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Folder {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("caulbart-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs one command to its end.
pub fn caulbart(folder: &Folder, arguments: &[&str]) -> Output {
    Command::new(BINARY).args(arguments).arg("--data").arg(folder.path()).stdin(Stdio::null()).output().unwrap()
}

pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub struct Server {
    child: Child,
    pub address: SocketAddr,
    _stdout: BufReader<ChildStdout>,
}

impl Server {
    /// Returns once the server has printed where it listens.
    pub fn start(folder: &Folder, more: &[&str]) -> Server {
        Server::start_by(Command::new(BINARY).env("CAULBART_LOG", "warn"), folder, more)
    }

    /// The same by another command in front, which hands its arguments on.
    pub fn start_by(command: &mut Command, folder: &Folder, more: &[&str]) -> Server {
        Server::start_at(command, folder, "127.0.0.1:0", more)
    }

    /// The same where others have to know beforehand where it listens.
    pub fn start_at(command: &mut Command, folder: &Folder, address: &str, more: &[&str]) -> Server {
        let mut child = command
            .args(["serve", "--listen", address, "--data"])
            .arg(folder.path())
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        loop {
            line.clear();
            assert_ne!(stdout.read_line(&mut line).unwrap(), 0, "the server ended before it said where it listens");
            if let Some((_, address)) = line.split_once("https://").or_else(|| line.split_once("http://")) {
                let address = address.trim().trim_end_matches('/').parse().unwrap();
                return Server { child, address, _stdout: stdout };
            }
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn get(&self, path: &str) -> Answer {
        ask(self.address, "GET", path, &[], b"")
    }

    pub fn post(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        ask(self.address, "POST", path, headers, body)
    }

    /// Asks again until the page says what is waited for; fails after half a minute.
    pub fn wait_for(&self, path: &str, fits: impl Fn(&Answer) -> bool) -> Answer {
        let patience = Instant::now();
        loop {
            let answer = self.get(path);
            if fits(&answer) {
                return answer;
            }
            assert!(patience.elapsed() < Duration::from_secs(30), "{path} never came to say it: {}", answer.body);
            std::thread::yield_now();
        }
    }

    /// Every page that links lead to from these, up to so many of a kind: `/story/1` and `/story/2` are of one.
    pub fn pages_from(&self, starts: &[&str], of_a_kind: usize) -> Vec<(String, Answer)> {
        let mut waiting: Vec<String> = starts.iter().rev().map(|path| (*path).to_owned()).collect();
        let (mut seen, mut found) = (BTreeMap::<String, usize>::new(), Vec::new());
        let mut asked: Vec<String> = waiting.clone();
        while let Some(path) = waiting.pop() {
            let kind = path.split(['/', '?']).nth(1).unwrap_or("").to_owned();
            let before = seen.entry(kind).or_default();
            *before += 1;
            if *before > of_a_kind && !starts.contains(&path.as_str()) {
                continue;
            }
            let answer = self.get(&path);
            for link in answer.body.split("href=\"/").skip(1).filter_map(|rest| rest.split('"').next()) {
                let link = format!("/{}", link.split('#').next().unwrap_or("").replace("&amp;", "&"));
                if !link.starts_with("/assets/") && !asked.contains(&link) {
                    asked.push(link.clone());
                    waiting.push(link);
                }
            }
            found.push((path, answer));
        }
        found
    }

    /// Sends an empty line to the standard input that it was started with.
    pub fn write_line(&mut self) {
        self.child.stdin.take().unwrap().write_all(b"\n").unwrap();
    }

    /// As a service manager would, and waits for the end.
    pub fn stop(mut self) -> ExitStatus {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap()
    }

    /// As a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The first link that starts like this.
    pub fn link(&self, start: &str) -> Option<String> {
        let at = self.body.find(&format!("href=\"{start}"))? + 6;
        Some(self.body[at..].split('"').next()?.to_owned())
    }
}

pub fn ask(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    ask_as(address, &[request.as_bytes(), body].concat()).expect("an answer without a head")
}

/// Sends exactly these bytes; `None` when the server only hangs up.
pub fn ask_as(address: SocketAddr, request: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    // A server that has refused already may close before it has read everything.
    let _ = stream.write_all(request);
    let mut all = Vec::new();
    if let Err(why) = stream.read_to_end(&mut all) {
        let waited = matches!(why.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut);
        assert!(!waited, "no answer within a minute: {}", String::from_utf8_lossy(&request[..request.len().min(200)]));
    }
    let split = all.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&all[..split]).into_owned();
    let mut bytes = all[split + 4..].to_vec();
    if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        bytes = unchunked(&bytes);
    }
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
    Some(Answer { status, head, body: String::from_utf8_lossy(&bytes).into_owned(), bytes })
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap_or("").trim(), 16).unwrap_or(0);
        let start = end + 2;
        if size == 0 || start + size > rest.len() {
            break;
        }
        whole.extend_from_slice(&rest[start..start + size]);
        rest = &rest[(start + size + 2).min(rest.len())..];
    }
    whole
}
