//! The one loader: asks for pages over kept-alive connections, of whichever server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

const CONNECTIONS: usize = 8;
const LASTS: Duration = Duration::from_secs(5);

pub struct Figures {
    pub per_second: f64,
    pub median: Duration,
    pub p99: Duration,
}

impl Figures {
    pub fn of(mut took: Vec<Duration>, elapsed: Duration) -> Figures {
        took.sort_unstable();
        let at = |share: f64| took.get((took.len() as f64 * share) as usize).copied().unwrap_or_default();
        Figures { per_second: took.len() as f64 / elapsed.as_secs_f64(), median: at(0.5), p99: at(0.99) }
    }

    pub fn head() {
        println!("{:<36} {:>9} {:>9} {:>9} {:>9}", "page", "per s", "median", "p99", "KB");
    }

    pub fn print(&self, page: &str, bytes: usize) {
        println!(
            "{page:<36} {:>9.0} {:>6.2} ms {:>6.2} ms {:>9}",
            self.per_second,
            self.median.as_secs_f64() * 1e3,
            self.p99.as_secs_f64() * 1e3,
            bytes / 1000
        );
    }
}

/// What browsers say of compression.
pub const SMALL: &str = "Accept-Encoding: gzip\r\n";

pub fn cookie(cookie: &str) -> String {
    if cookie.is_empty() { String::new() } else { format!("Cookie: {cookie}\r\n") }
}

/// Asks for these paths in turn, each connection beginning at another. `headers` end with a line's end each.
pub fn load(address: SocketAddr, paths: &[String], headers: &str) -> Result<Figures> {
    // Warm: caches filled, statements prepared.
    let mut first = Connection::open(address)?;
    for path in paths.iter().cycle().take(50.max(paths.len())) {
        first.get(path, headers)?;
    }
    let started = Instant::now();
    let took = std::thread::scope(|scope| {
        let start = |number: usize| number * paths.len() / CONNECTIONS;
        let ask = |number| move || ask_again_and_again(address, paths, start(number), headers, started);
        let workers: Vec<_> = (0..CONNECTIONS).map(|number| scope.spawn(ask(number))).collect();
        let mut took = Vec::new();
        for worker in workers {
            took.extend(worker.join().map_err(|_| anyhow::anyhow!("a connection broke"))??);
        }
        anyhow::Ok(took)
    })?;
    Ok(Figures::of(took, started.elapsed()))
}

fn ask_again_and_again(
    address: SocketAddr,
    paths: &[String],
    start: usize,
    headers: &str,
    started: Instant,
) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(address)?;
    let mut took = Vec::new();
    for path in paths.iter().cycle().skip(start) {
        if started.elapsed() >= LASTS {
            break;
        }
        let asked = Instant::now();
        connection.get(path, headers)?;
        took.push(asked.elapsed());
    }
    Ok(took)
}

pub fn get(address: SocketAddr, path: &str) -> Result<String> {
    let answer = Connection::open(address)?.get(path, "")?;
    Ok(String::from_utf8_lossy(&answer.body).into_owned())
}

pub struct Answer {
    pub status: u16,
    /// As `name=value`, if one was set.
    pub cookie: Option<String>,
    pub body: Vec<u8>,
}

pub struct Connection {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
}

impl Connection {
    pub fn open(address: SocketAddr) -> Result<Connection> {
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Connection { stream: BufReader::new(stream), address })
    }

    /// Anything but 200 is an error. `headers` end with a line's end each.
    pub fn get(&mut self, path: &str, headers: &str) -> Result<Answer> {
        let answer = self.send("GET", path, &format!("Accept: text/html\r\n{headers}"), "")?;
        if answer.status == 200 { Ok(answer) } else { bail!("{path} answered {}", answer.status) }
    }

    /// `headers` end with a line's end each.
    pub fn send(&mut self, method: &str, path: &str, headers: &str, body: &str) -> Result<Answer> {
        let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n{headers}{length}\r\n{body}", self.address);
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Answer> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|word| word.parse().ok()).context("no answer")?;
        let (mut length, mut chunks, mut cookie) = (None, false, None);
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            if line.trim().is_empty() {
                break;
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse::<usize>().ok(),
                "transfer-encoding" => chunks = true,
                "set-cookie" => cookie = value.split(';').next().map(|pair| pair.trim().to_owned()),
                _ => {}
            }
        }
        let mut body = vec![0; length.unwrap_or_default()];
        if chunks {
            self.read_chunks(&mut body)?;
        } else {
            self.stream.read_exact(&mut body)?;
        }
        Ok(Answer { status, cookie, body })
    }

    fn read_chunks(&mut self, body: &mut Vec<u8>) -> Result<()> {
        let mut line = String::new();
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let size = usize::from_str_radix(line.trim(), 16).context("an answer without length or chunks")?;
            let start = body.len();
            body.resize(start + size + 2, 0);
            self.stream.read_exact(body.get_mut(start..).unwrap_or_default())?;
            body.truncate(start + size);
            if size == 0 {
                return Ok(());
            }
        }
    }
}
