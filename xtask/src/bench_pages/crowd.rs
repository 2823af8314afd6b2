//! A thousand readers at once, each with a cookie, a connection and time to read.
//!
//! Each looks at her front page, opens an article or a story, tells what she read, searches now and then, and pauses
//! between: two to eight seconds, because people read.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::links;
use super::loader::{Connection, Figures, cookie};

const READERS: usize = 1_000;
const LASTS: Duration = Duration::from_secs(60);
/// Each of them comes within this, so that they do not all knock at one moment; what they do is counted after it.
const ARRIVE_WITHIN: Duration = Duration::from_secs(8);
const STACK: usize = 256 * 1024;
const WORDS: [&str; 6] = ["harbour", "council", "ferry night", "market", "school river", "winter"];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Errand {
    Front,
    Article,
    Story,
    Search,
    Events,
}

pub fn come(address: SocketAddr) -> Result<()> {
    let began = Instant::now();
    let there = AtomicUsize::new(0);
    let done = std::thread::scope(|scope| {
        let mut crowd = Vec::with_capacity(READERS);
        for number in 0..READERS {
            let there = &there;
            let reads = move || read(address, number, began, there);
            let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, reads);
            crowd.push(thread.context("a reader could not be started")?);
        }
        let mut done = Vec::new();
        for reader in crowd {
            done.push(reader.join().map_err(|_| anyhow::anyhow!("a reader broke"))?);
        }
        anyhow::Ok(done)
    })?;
    let faults: Vec<&String> = done.iter().filter_map(|reader| reader.fault.as_ref()).collect();
    println!("readers there until the end: {}", there.into_inner());
    println!("readers who met a fault:     {}", faults.len());
    for fault in faults.iter().take(3) {
        println!("    {fault}");
    }
    Figures::head();
    let took = |which: Option<Errand>| -> Vec<Duration> {
        let all = done.iter().flat_map(|reader| &reader.took);
        all.filter(|(errand, _)| which.is_none_or(|which| which == *errand)).map(|(_, took)| *took).collect()
    };
    for errand in [Errand::Front, Errand::Article, Errand::Story, Errand::Search, Errand::Events] {
        Figures::of(took(Some(errand)), LASTS).print(&format!("{errand:?}"), 0);
    }
    Figures::of(took(None), LASTS).print("all", 0);
    Ok(())
}

#[derive(Default)]
struct Done {
    took: Vec<(Errand, Duration)>,
    fault: Option<String>,
}

fn read(address: SocketAddr, number: usize, began: Instant, there: &AtomicUsize) -> Done {
    let mut done = Done::default();
    match stay(address, number, began, &mut done.took) {
        Ok(()) => {
            there.fetch_add(1, Ordering::Relaxed);
        }
        Err(fault) => done.fault = Some(format!("{fault:#}")),
    }
    done
}

fn stay(address: SocketAddr, number: usize, began: Instant, took: &mut Vec<(Errand, Duration)>) -> Result<()> {
    let mut chance = Chance(number as u64 + 1);
    std::thread::sleep(ARRIVE_WITHIN.mul_f64(number as f64 / READERS as f64));
    let mut reader = Reader { connection: Connection::open(address)?, cookie: String::new(), event: 0 };
    let until = began + ARRIVE_WITHIN + LASTS;
    let mut front = String::new();
    while Instant::now() < until {
        let from_page = |start: &str, chance: &mut Chance| {
            let found = links(&front, start);
            (!found.is_empty()).then(|| found[chance.below(found.len())].clone())
        };
        let (errand, path) = match chance.below(10) {
            0..=2 => (Errand::Front, Some("/".to_owned())),
            3..=6 => (Errand::Article, from_page("/article/", &mut chance)),
            7 | 8 => (Errand::Story, from_page("/story/", &mut chance)),
            _ => (Errand::Search, Some(format!("/search?q={}", WORDS[chance.below(WORDS.len())].replace(' ', "+")))),
        };
        let (errand, path) = path.map_or((Errand::Front, "/".to_owned()), |path| (errand, path));
        let counted = began.elapsed() > ARRIVE_WITHIN;
        let mut note = |errand, long| {
            if counted {
                took.push((errand, long))
            }
        };
        let asked = Instant::now();
        let page = reader.connection.get(&path, &cookie(&reader.cookie)).with_context(|| path.clone())?;
        note(errand, asked.elapsed());
        if errand == Errand::Front {
            front = String::from_utf8_lossy(&page.body).into_owned();
        }
        if let Some(item) = path.strip_prefix("/article/") {
            note(Errand::Events, reader.tell(item)?);
        }
        std::thread::sleep(Duration::from_millis(2_000 + chance.below(6_000) as u64));
    }
    Ok(())
}

struct Reader {
    connection: Connection,
    cookie: String,
    event: u64,
}

impl Reader {
    /// That she opened it; the first time makes her known.
    fn tell(&mut self, item: &str) -> Result<Duration> {
        self.event += 1;
        let event = format!(r#"[{{"id":{},"item":{item},"deed":"opened","at":0}}]"#, self.event);
        let headers =
            format!("Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n{}", cookie(&self.cookie));
        let asked = Instant::now();
        let answer = self.connection.send("POST", "/events", &headers, &event)?;
        let took = asked.elapsed();
        anyhow::ensure!(answer.status == 204, "/events answered {}", answer.status);
        if let Some(cookie) = answer.cookie {
            self.cookie = cookie;
        }
        Ok(took)
    }
}

/// xorshift64 (Marsaglia, 2003): the same crowd every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }
}
