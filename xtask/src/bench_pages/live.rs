//! How many readers can have a page open that tells them what is new? `cargo x bench-live`.
//!
//! Opens ten thousand connections, each with one request whose answer does not end (server-sent events), holds them, and
//! counts those that are still open. Prints the server's memory before, while they are held, and after they have gone.
//! `--path /FILE` asks for another page; `--binary FILE` takes a server that was built before.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::loader::{Figures, load};
use super::server::Server;

const READERS: usize = 10_000;
const HELD: Duration = Duration::from_secs(20);
/// Beside the connections, a process has its database, its index and its log open.
const FILES: usize = READERS + 2_000;
const PATH: &str = "/live?newest=0";
/// For the head of an answer.
const PATIENCE: Duration = Duration::from_secs(20);

pub fn run(args: &[String]) -> Result<()> {
    may_open(FILES)?;
    let path = args.iter().position(|arg| arg == "--path").and_then(|at| args.get(at + 1)).map_or(PATH, String::as_str);
    let (mut server, address) = Server::started(args)?;
    let before = server.resident_kib()?;
    let begun = Instant::now();
    let mut readers = Vec::with_capacity(READERS);
    for number in 0..READERS {
        let reader = Reader::came(address, path);
        readers.push(reader.with_context(|| format!("the {}th did not get in", number + 1))?);
    }
    println!("{READERS} came within:      {:.1} s", begun.elapsed().as_secs_f64());
    std::thread::sleep(HELD);
    let open = readers.iter_mut().filter_map(|reader| reader.is_here().then_some(())).count();
    let (held, heard) = (server.resident_kib()?, readers.iter().map(|reader| reader.heard).sum::<usize>());
    println!("open after {} s:          {open} of {READERS}, {heard} bytes came", HELD.as_secs());
    println!("memory, before:           {} MB resident", before / 1024);
    println!("memory, held:             {} MB resident", held / 1024);
    println!("for each of them:         {:.1} KiB", held.saturating_sub(before) as f64 / READERS as f64);
    Figures::head();
    load(address, &["/".to_owned()], "")?.print("/, while they are there", 0);
    drop(readers);
    std::thread::sleep(Duration::from_secs(2));
    println!("memory, after:            {} MB resident", server.resident_mb()?);
    Ok(())
}

struct Reader {
    stream: TcpStream,
    /// Bytes after the answer's head.
    heard: usize,
}

impl Reader {
    /// In, and told that the answer begins. Anything but 200 is an error.
    fn came(address: SocketAddr, path: &str) -> Result<Reader> {
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let (mut head, mut some) = (Vec::new(), [0; 4096]);
        let body = loop {
            if let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            let read = stream.read(&mut some)?;
            anyhow::ensure!(read > 0, "the connection was closed");
            head.extend_from_slice(some.get(..read).unwrap_or_default());
        };
        let said = String::from_utf8_lossy(head.split(|byte| *byte == b'\r').next().unwrap_or_default()).into_owned();
        anyhow::ensure!(said.split(' ').nth(1) == Some("200"), "{path} answered {said}");
        stream.set_nonblocking(true)?;
        Ok(Reader { stream, heard: head.len() - body })
    }

    /// Reads what came; false once the server has closed.
    fn is_here(&mut self) -> bool {
        let mut some = [0; 4096];
        loop {
            match self.stream.read(&mut some) {
                Ok(0) => return false,
                Ok(read) => self.heard += read,
                Err(why) if why.kind() == ErrorKind::Interrupted => {}
                Err(why) => return why.kind() == ErrorKind::WouldBlock,
            }
        }
    }
}

/// This process may have so many files open, and what it starts inherits that.
fn may_open(files: usize) -> Result<()> {
    let limits = std::fs::read_to_string("/proc/self/limits")?;
    let line = limits.lines().find(|line| line.starts_with("Max open files")).context("no limit of open files")?;
    let mut figures = line.split_whitespace().skip(3).map(|word| word.parse().unwrap_or(usize::MAX));
    let (now, most) = (figures.next().unwrap_or(0), figures.next().unwrap_or(0));
    if now >= files {
        return Ok(());
    }
    anyhow::ensure!(most >= files, "{files} open files are needed and {most} are allowed: raise it with `ulimit -Hn`");
    let (pid, limit) = (std::process::id().to_string(), format!("--nofile={files}:{most}"));
    let raised = Command::new("prlimit").args(["--pid", &pid, &limit]).status()?;
    anyhow::ensure!(raised.success(), "prlimit could not raise the limit of open files");
    Ok(())
}
