//! The server that is measured: the release build on a generated edition in `target/bench-pages`, warm and idle.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::first_link;
use super::loader::get;
use crate::check::step;
use crate::root;

const ITEMS: &str = "100000";
const ADDRESS: ([u8; 4], u16) = ([127, 0, 0, 1], 18_080);
/// After its first page, a server has this long to finish what it begins with.
const SETTLES: Duration = Duration::from_secs(8);

pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

pub struct Server(Child);

impl Server {
    /// Builds it unless `--binary FILE` names one, fills the edition where there is none, waits until it is idle, and
    /// prints how long its first page took and the memory that it has then.
    pub fn started(args: &[String]) -> Result<(Server, SocketAddr)> {
        let named = args.iter().position(|arg| arg == "--binary").and_then(|at| args.get(at + 1)).map(PathBuf::from);
        if named.is_none() {
            step("building", Command::new(env!("CARGO")).args(["build", "--release", "--package", "caulbart"]))?;
        }
        let binary = named.unwrap_or_else(|| target().join("release/caulbart"));
        let folder = target().join("bench-pages");
        if !folder.exists() {
            let fill = ["bench", "fill", "--items", ITEMS, "--data"];
            step("filling an edition", Command::new(&binary).args(fill).arg(&folder))?;
        }
        let address = SocketAddr::from(ADDRESS);
        let begun = Instant::now();
        let mut server = Server::start(&binary, &folder, address)?;
        println!("cold start to first page: {:.2} s", first_page(address, begun)?.as_secs_f64());
        std::thread::sleep(SETTLES);
        println!("memory, idle:             {} MB resident", server.resident_mb()?);
        Ok((server, address))
    }

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

    pub fn resident_mb(&mut self) -> Result<u64> {
        Ok(self.resident_kib()? / 1024)
    }

    pub fn resident_kib(&mut self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
        Ok(line.split_whitespace().nth(1).context("no figure")?.parse()?)
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
