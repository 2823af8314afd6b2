//! How fast are the pages of a server with 100,000 items? Prints figures; asserts nothing.
//!
//! Starts the release server on a generated edition in `target/bench-pages`, waits until it answers, and asks for each
//! page over kept-alive connections from this process, on the same two cores. Where WordPress is installed, its article
//! page is asked for in the same run by the same loader. `--crowd` has a thousand readers instead; `--binary FILE` takes a
//! server that was built before.

mod crowd;
mod loader;
mod wordpress;

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::check::step;
use crate::root;
use loader::{Connection, Figures, get, load};

const ITEMS: &str = "100000";
const ADDRESS: ([u8; 4], u16) = ([127, 0, 0, 1], 18_080);
/// Different articles that are asked for in turn.
const ARTICLES: usize = 500;

pub fn run(args: &[String]) -> Result<()> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let named = args.iter().position(|arg| arg == "--binary").and_then(|at| args.get(at + 1)).map(PathBuf::from);
    if named.is_none() {
        step("building", Command::new(env!("CARGO")).args(["build", "--release", "--package", "caulbart"]))?;
    }
    let binary = named.unwrap_or_else(|| target.join("release/caulbart"));
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
    if args.iter().any(|arg| arg == "--crowd") {
        crowd::come(address)?;
    } else {
        pages(address)?;
        wordpress::compare(&target, address)?;
    }
    println!("memory, after:            {} MB resident", server.resident_mb()?);
    Ok(())
}

fn pages(address: SocketAddr) -> Result<()> {
    let front = get(address, "/")?;
    let known = become_known(address, &front)?;
    let mut asked = vec!["/".to_owned()];
    asked.extend(["/story/", "/article/", "/topic/"].iter().filter_map(|start| first_link(&front, start)));
    asked.push("/search?q=harbour+council".to_owned());
    Figures::head();
    for (who, cookie) in [("", ""), (", a reader", known.as_str())] {
        for path in &asked {
            let bytes = get(address, path)?.len();
            load(address, std::slice::from_ref(path), cookie)?.print(&format!("{path}{who}"), bytes);
        }
        load(address, &articles(address)?, cookie)?.print(&format!("{ARTICLES} articles in turn{who}"), 0);
    }
    Ok(())
}

/// Likes the first article, and brings the cookie of whoever did.
fn become_known(address: SocketAddr, front: &str) -> Result<String> {
    let item = first_link(front, "/article/").context("no article on the front page")?;
    let event = format!(r#"[{{"id":1,"item":{},"deed":"liked","at":0}}]"#, item.trim_start_matches("/article/"));
    let headers = "Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n";
    let answer = Connection::open(address)?.send("POST", "/events", headers, &event)?;
    answer.cookie.context("no cookie came")
}

/// The newest of each topic's page: what people read.
fn articles(address: SocketAddr) -> Result<Vec<String>> {
    let topics = links(&get(address, "/topics")?, "/topic/");
    let mut found = Vec::new();
    for page in std::iter::once("/".to_owned()).chain(topics) {
        for path in links(&get(address, &page)?, "/article/") {
            if !found.contains(&path) && found.len() < ARTICLES {
                found.push(path);
            }
        }
    }
    Ok(found)
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
    links(page, start).into_iter().next()
}

/// In the order of the page, each once.
fn links(page: &str, start: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for rest in page.split("href=\"").skip(1).filter(|rest| rest.starts_with(start)) {
        let link = rest.split(['"', '#']).next().unwrap_or_default().to_owned();
        if !found.contains(&link) {
            found.push(link);
        }
    }
    found
}
