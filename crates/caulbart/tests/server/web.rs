//! A web of one host, on loopback: what stands at which path can be changed while it runs.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Takes the head of the request.
type Answers = Arc<dyn Fn(&str, &mut TcpStream) + Send + Sync>;

pub struct Web {
    pub address: SocketAddr,
    pages: Arc<Mutex<Vec<(String, Answers)>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    pub fn new() -> Web {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (pages, asked) = (Arc::<Mutex<Vec<(String, Answers)>>>::default(), Arc::<Mutex<Vec<String>>>::default());
        let shared = (pages.clone(), asked.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (pages, asked) = shared.clone();
                std::thread::spawn(move || answer(stream, &pages, &asked));
            }
        });
        Web { address, pages, asked }
    }

    /// `answer` is everything after the request: status line, headers, body.
    pub fn put(&self, path: &str, answer: Vec<u8>) {
        self.put_answer(path, move |stream| drop(stream.write_all(&answer)));
    }

    /// For answers that are too long to be kept, or that do something first.
    pub fn put_answer(&self, path: &str, answer: impl Fn(&mut TcpStream) + Send + Sync + 'static) {
        self.put_asked(path, move |_, stream| answer(stream));
    }

    /// For answers that depend on what else was asked.
    pub fn put_asked(&self, path: &str, answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) {
        let mut pages = self.pages.lock().unwrap();
        pages.retain(|(at, _)| at != path);
        pages.push((path.to_owned(), Arc::new(answer)));
    }

    pub fn put_feed(&self, path: &str, body: &str) {
        self.put_bytes(path, "application/xml", body.as_bytes());
    }

    pub fn put_bytes(&self, path: &str, content_type: &str, body: &[u8]) {
        self.put(path, [ok(content_type, body.len()).as_bytes(), body].concat());
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Every path that was asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// The head of an answer whose body follows.
pub fn ok(content_type: &str, bytes: usize) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {bytes}\r\nConnection: close\r\n\r\n")
}

fn answer(mut stream: TcpStream, pages: &Mutex<Vec<(String, Answers)>>, asked: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    if reader.read_line(&mut line).is_err() {
        return;
    }
    let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
    let mut head = line.clone();
    while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
    asked.lock().unwrap().push(path.clone());
    let found = pages.lock().unwrap().iter().find(|(at, _)| *at == path).map(|(_, answer)| answer.clone());
    match found {
        Some(answer) => answer(&head, &mut stream),
        None => drop(stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
    }
}
