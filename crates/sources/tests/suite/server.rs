//! A web server that does exactly what a test says, byte by byte.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    pub head: String,
    pub body: String,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

pub enum Body {
    Whole(Vec<u8>),
    /// Claims this length, sends these bytes and hangs up.
    Broken {
        claimed: usize,
        sent: Vec<u8>,
    },
    /// The same piece again and again, until the other side has enough or this many bytes were sent.
    Long {
        start: &'static str,
        piece: &'static str,
        bytes: usize,
    },
    /// One byte, a pause, one byte, without an end.
    Trickle(Duration),
}

pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

impl Reply {
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Reply {
        Reply { status, headers: Vec::new(), body: Body::Whole(body.into()) }
    }

    pub fn feed(body: impl Into<Vec<u8>>) -> Reply {
        Reply::new(200, body).with("content-type", "application/rss+xml")
    }

    pub fn to(status: u16, address: impl Into<String>) -> Reply {
        Reply::new(status, "").with("location", address)
    }

    pub fn body(body: Body) -> Reply {
        Reply { status: 200, headers: vec![("content-type", "application/xml".to_owned())], body }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Reply {
        self.headers.push((name, value.into()));
        self
    }
}

type Routes = Arc<dyn Fn(&Request) -> Reply + Send + Sync>;

pub struct Server {
    pub address: SocketAddr,
    routes: Arc<Mutex<Routes>>,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub async fn start(routes: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let routes: Arc<Mutex<Routes>> = Arc::new(Mutex::new(Arc::new(routes)));
        let asked = Arc::<Mutex<Vec<Request>>>::default();
        let (current, log) = (Arc::clone(&routes), Arc::clone(&asked));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (current, log) = (Arc::clone(&current), Arc::clone(&log));
                tokio::spawn(async move {
                    // The other side hanging up is part of many tests.
                    let _ = converse(stream, current, log).await;
                });
            }
        });
        Server { address, routes, asked }
    }

    /// From now on it answers otherwise.
    pub fn now(&self, routes: impl Fn(&Request) -> Reply + Send + Sync + 'static) {
        *self.routes.lock().unwrap() = Arc::new(routes);
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap().clone()
    }
}

async fn converse(
    mut stream: TcpStream,
    routes: Arc<Mutex<Routes>>,
    log: Arc<Mutex<Vec<Request>>>,
) -> std::io::Result<()> {
    let mut buffer = Vec::new();
    loop {
        let head_end = loop {
            if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            if stream.read_buf(&mut buffer).await? == 0 {
                return Ok(());
            }
        };
        let head = String::from_utf8_lossy(&buffer[..head_end]).into_owned();
        let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
        let mut request = Request { path, head, body: String::new() };
        let length: usize = request.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
        while buffer.len() < head_end + length {
            stream.read_buf(&mut buffer).await?;
        }
        request.body = String::from_utf8_lossy(&buffer[head_end..head_end + length]).into_owned();
        buffer.drain(..head_end + length);
        log.lock().unwrap().push(request.clone());
        let routes = Arc::clone(&routes.lock().unwrap());
        let reply = routes(&request);
        let mut head = format!("HTTP/1.1 {} X\r\n", reply.status);
        for (name, value) in &reply.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        match reply.body {
            Body::Whole(body) => {
                head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
                stream.write_all(head.as_bytes()).await?;
                stream.write_all(&body).await?;
            }
            Body::Broken { claimed, sent } => {
                head.push_str(&format!("content-length: {claimed}\r\n\r\n"));
                stream.write_all(head.as_bytes()).await?;
                stream.write_all(&sent).await?;
                return stream.shutdown().await;
            }
            Body::Long { start, piece, bytes } => {
                stream.write_all(format!("{head}connection: close\r\n\r\n{start}").as_bytes()).await?;
                let block = piece.repeat(65_536 / piece.len());
                let mut sent = 0;
                while sent < bytes {
                    stream.write_all(block.as_bytes()).await?;
                    sent += block.len();
                }
                return stream.shutdown().await;
            }
            Body::Trickle(pause) => {
                stream.write_all(format!("{head}connection: close\r\n\r\n").as_bytes()).await?;
                loop {
                    stream.write_all(b" ").await?;
                    tokio::time::sleep(pause).await;
                }
            }
        }
    }
}
