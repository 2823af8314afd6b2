//! How fast are the pages of a server with 100,000 items? Prints figures; asserts nothing.
//!
//! Starts the release server on a generated edition in `target/bench-pages`, waits until it answers, and asks for each
//! page over kept-alive connections from this process, on the same two cores.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::check::step;
use crate::root;

const ITEMS: &str = "100000";
const ADDRESS: ([u8; 4], u16) = ([127, 0, 0, 1], 18_080);
const CONNECTIONS: usize = 8;
const LASTS: Duration = Duration::from_secs(8);

pub fn run(_: &[String]) -> Result<()> {
    step("building", Command::new(env!("CARGO")).args(["build", "--release", "--package", "caulbart"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let binary = target.join("release/caulbart");
    let folder = target.join("bench-pages");
    if !folder.exists() {
        let fill = ["bench", "fill", "--items", ITEMS, "--data"];
        step("filling an edition", Command::new(&binary).args(fill).arg(&folder))?;
    }
    let address = SocketAddr::from(ADDRESS);
    let started = Instant::now();
    let mut server = Server::start(&binary, &folder, address)?;
    let first_page = first_page(address, started)?;
    println!("cold start to first page: {:.2} s", first_page.as_secs_f64());
    std::thread::sleep(Duration::from_secs(8));
    println!("memory, idle:             {} MB resident", server.resident_mb()?);
    let mut asked = vec!["/".to_owned()];
    let front = get(address, "/")?;
    asked.extend(["/story/", "/article/", "/topic/"].iter().filter_map(|start| first_link(&front, start)));
    asked.push("/search?q=harbour+council".to_owned());
    println!("{:<28} {:>9} {:>9} {:>9} {:>9}", "page", "per s", "median", "p99", "KB");
    for path in &asked {
        let bytes = get(address, path)?.len();
        let figures = load(address, path)?;
        println!(
            "{path:<28} {:>9.0} {:>6.2} ms {:>6.2} ms {:>9}",
            figures.per_second,
            figures.median.as_secs_f64() * 1e3,
            figures.p99.as_secs_f64() * 1e3,
            bytes / 1000
        );
    }
    println!("memory, after:            {} MB resident", server.resident_mb()?);
    Ok(())
}

struct Server(Child);

impl Server {
    fn start(binary: &Path, folder: &Path, address: SocketAddr) -> Result<Server> {
        let log = File::create(folder.join("server.log"))?;
        let child = Command::new(binary)
            .args(["serve", "--offline", "--listen", &address.to_string(), "--data"])
            .arg(folder)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("the server could not be started")?;
        Ok(Server(child))
    }

    fn resident_mb(&mut self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
        let kib: u64 = line.split_whitespace().nth(1).context("no figure")?.parse()?;
        Ok(kib / 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn first_page(address: SocketAddr, started: Instant) -> Result<Duration> {
    while started.elapsed() < Duration::from_secs(60) {
        if get(address, "/")
            .is_ok_and(|page| first_link(&page, "/story/").or_else(|| first_link(&page, "/article/")).is_some())
        {
            return Ok(started.elapsed());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    bail!("the server showed no front page within a minute")
}

fn first_link(page: &str, start: &str) -> Option<String> {
    let at = page.find(&format!("href=\"{start}"))? + 6;
    let link = page.get(at..)?.split('"').next()?;
    Some(link.to_owned())
}

struct Figures {
    per_second: f64,
    median: Duration,
    p99: Duration,
}

fn load(address: SocketAddr, path: &str) -> Result<Figures> {
    // Warm: caches filled, statements prepared.
    for _ in 0..50 {
        get(address, path)?;
    }
    let started = Instant::now();
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let path = path.to_owned();
            std::thread::spawn(move || ask_again_and_again(address, &path, started))
        })
        .collect();
    let mut took = Vec::new();
    for worker in workers {
        took.extend(worker.join().map_err(|_| anyhow::anyhow!("a connection broke"))??);
    }
    let elapsed = started.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |share: f64| took.get((took.len() as f64 * share) as usize).copied().unwrap_or_default();
    Ok(Figures { per_second: took.len() as f64 / elapsed, median: at(0.5), p99: at(0.99) })
}

fn ask_again_and_again(address: SocketAddr, path: &str, started: Instant) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(address)?;
    let mut took = Vec::new();
    while started.elapsed() < LASTS {
        let asked = Instant::now();
        connection.get(path)?;
        took.push(asked.elapsed());
    }
    Ok(took)
}

fn get(address: SocketAddr, path: &str) -> Result<String> {
    let body = Connection::open(address)?.get(path)?;
    Ok(String::from_utf8_lossy(&body).into_owned())
}

struct Connection(BufReader<TcpStream>);

impl Connection {
    fn open(address: SocketAddr) -> Result<Connection> {
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Connection(BufReader::new(stream)))
    }

    /// The body of a page; anything but 200 is an error.
    fn get(&mut self, path: &str) -> Result<Vec<u8>> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n");
        self.0.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.0.read_line(&mut line)?;
        if !line.starts_with("HTTP/1.1 200") {
            bail!("{path} answered {}", line.trim());
        }
        let mut length = None;
        loop {
            line.clear();
            self.0.read_line(&mut line)?;
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse::<usize>().ok();
            }
        }
        let mut body = Vec::new();
        match length {
            Some(length) => {
                body.resize(length, 0);
                self.0.read_exact(&mut body)?;
            }
            None => self.read_chunks(&mut body)?,
        }
        Ok(body)
    }

    fn read_chunks(&mut self, body: &mut Vec<u8>) -> Result<()> {
        let mut line = String::new();
        loop {
            line.clear();
            self.0.read_line(&mut line)?;
            let size = usize::from_str_radix(line.trim(), 16).context("an answer without length or chunks")?;
            let start = body.len();
            body.resize(start + size + 2, 0);
            self.0.read_exact(body.get_mut(start..).unwrap_or_default())?;
            body.truncate(start + size);
            if size == 0 {
                return Ok(());
            }
        }
    }
}
