//! A web of generated feeds on loopback, in a process of its own so that it does not count as ours.

use std::io::BufRead;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use model::Time;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::generate;

/// The variable that turns `caulbart bench ingest` into the web it measures against.
const ROLE: &str = "CAULBART_BENCH_WEB";

pub struct Web {
    pub address: SocketAddr,
    child: Child,
}

impl Drop for Web {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Web {
    /// Starts this very program as the web, and waits for its address.
    pub fn start(entries: usize) -> Result<Web> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["bench", "ingest", "--entries", &entries.to_string()])
            .env(ROLE, "1")
            .stdout(Stdio::piped())
            .spawn()
            .context("The web of generated feeds could not be started")?;
        let stdout = child.stdout.take().context("The web of generated feeds is silent")?;
        let mut line = String::new();
        std::io::BufReader::new(stdout).read_line(&mut line)?;
        let address = line.trim().parse().context("The web of generated feeds gave no address")?;
        Ok(Web { address, child })
    }
}

/// True when this process was started as the web; it then serves until it is ended.
pub async fn serve_if_asked(entries: usize) -> Result<bool> {
    if std::env::var_os(ROLE).is_none() {
        return Ok(false);
    }
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    super::super::say(&listener.local_addr()?.to_string());
    let now = Time::now();
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(async move {
            // A client that goes away is none of our business.
            let _ = answer(stream, entries, now).await;
        });
    }
}

async fn answer(stream: TcpStream, entries: usize, now: Time) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let number: usize = line.split(['/', ' ']).nth(2).and_then(|word| word.parse().ok()).unwrap_or(0);
        let mut unchanged = false;
        loop {
            line.clear();
            stream.read_line(&mut line).await?;
            unchanged |= line.to_ascii_lowercase().starts_with("if-none-match:");
            if line.trim().is_empty() {
                break;
            }
        }
        let etag = format!("ETag: \"feed-{number}\"\r\n");
        if unchanged {
            stream.write_all(format!("HTTP/1.1 304 Not Modified\r\n{etag}\r\n").as_bytes()).await?;
            continue;
        }
        let body = generate::feed(number, entries, now);
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n{etag}Content-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(&body).await?;
    }
}
