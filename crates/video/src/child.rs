//! A process that reads what a stranger sent: it gets so much memory, time and disk, no environment and no input, and
//! it ends with us.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Resource, Rlimit, Signal, kill_process_group, prlimit, setpriority_process};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};

/// What is kept of what it says: the beginning of an avalanche of warnings is of no use.
const MOST_SAID: usize = 16 << 10;
/// What is kept of its answer.
const MOST_ANSWERED: usize = 4 << 20;

/// A process to be run.
pub(crate) struct Order {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
    /// Where it works.
    pub folder: PathBuf,
    /// It is ended after so long.
    pub wall: Duration,
    /// It is ended when what it prints shows no progress for so long.
    pub stall: Option<Duration>,
    /// Address space, in bytes.
    pub memory: u64,
    /// The largest file that it may write, in bytes.
    pub file: u64,
    pub niceness: i32,
}

impl Order {
    pub fn new(program: &Path, wall: Duration) -> Order {
        Order {
            program: program.to_owned(),
            arguments: Vec::new(),
            folder: PathBuf::from("/"),
            wall,
            stall: None,
            memory: 6 << 30,
            file: 0,
            niceness: 0,
        }
    }

    pub fn arguments<A: Into<OsString>>(&mut self, arguments: impl IntoIterator<Item = A>) -> &mut Order {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }
}

/// How it ended, by itself.
pub(crate) struct Ended {
    pub well: bool,
    pub stdout: Vec<u8>,
    /// The last that it said on stderr.
    pub said: String,
    /// The signal that ended it.
    pub signal: Option<i32>,
}

/// Why it was ended by us, or never began.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stopped {
    #[error("it made no progress")]
    Hung,
    #[error("it took too long")]
    TooSlow,
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl Ended {
    /// The last line that it said, short and without addresses of memory.
    pub fn last_words(&self) -> String {
        let mut lines = self.said.lines().map(str::trim).filter(|line| !line.is_empty());
        let telling = lines.rfind(|line| *line != "Conversion failed!").unwrap_or("FFmpeg gave no reason");
        let without = match telling.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
            Some((_, words)) => words,
            None => telling,
        };
        without.chars().filter(|letter| !letter.is_control()).take(160).collect()
    }
}

/// Runs it to its end. `line` gets each line of its stdout as it comes and says by its return whether that is progress.
/// Dropping the future ends the process and all that it started.
pub(crate) async fn run(order: &Order, mut line: impl FnMut(&str) + Send) -> Result<Ended, Stopped> {
    let mut child = started(order)?;
    let group = Group(child.id().and_then(|id| Pid::from_raw(id as i32)));
    limit(&group, order);
    let moved = Mutex::new(Instant::now());
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let mut standing = Standing::default();
    let mut partial = Vec::new();
    let answering = read(out, MOST_ANSWERED, false, |bytes| {
        partial.extend_from_slice(bytes);
        while let Some(end) = memchr::memchr(b'\n', &partial) {
            let text: Vec<u8> = partial.drain(..=end).collect();
            let text = String::from_utf8_lossy(&text);
            if standing.moved(text.trim())
                && let Ok(mut moved) = moved.lock()
            {
                *moved = Instant::now();
            }
            line(text.trim());
        }
        if partial.len() > MOST_SAID {
            partial.clear();
        }
    });
    let saying = read(err, MOST_SAID, true, |_| {});
    let working = async { tokio::join!(answering, saying, child.wait()) };
    let begun = Instant::now();
    let watching = async {
        loop {
            tokio::time::sleep(Duration::from_millis(250)).await;
            if begun.elapsed() > order.wall {
                return Stopped::TooSlow;
            }
            let still = moved.lock().map_or(Duration::ZERO, |moved| moved.elapsed());
            if order.stall.is_some_and(|stall| still > stall) {
                return Stopped::Hung;
            }
        }
    };
    let (stdout, said, status) = tokio::select! {
        ended = working => ended,
        stopped = watching => return Err(stopped),
    };
    let status = status?;
    Ok(Ended {
        well: status.success(),
        stdout,
        said: String::from_utf8_lossy(&said).into_owned(),
        signal: std::os::unix::process::ExitStatusExt::signal(&status),
    })
}

fn started(order: &Order) -> std::io::Result<Child> {
    Command::new(&order.program)
        .args(&order.arguments)
        .env_clear()
        .env("LC_ALL", "C")
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("AV_LOG_FORCE_NOCOLOR", "1")
        .current_dir(&order.folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
}

/// Set from outside, right after the start: what it inherits cannot be set without `unsafe`.
fn limit(group: &Group, order: &Order) {
    let Some(pid) = group.0 else { return };
    let at_most = |most: u64| Rlimit { current: Some(most), maximum: Some(most) };
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    let bounds = [
        (Resource::As, order.memory),
        (Resource::Cpu, (order.wall.as_secs() + 1) * cores),
        (Resource::Fsize, order.file),
        (Resource::Core, 0),
    ];
    for (resource, most) in bounds {
        // A process that ended meanwhile needs no limits.
        let _ = prlimit(Some(pid), resource, at_most(most));
    }
    let _ = setpriority_process(Some(pid), order.niceness);
}

/// The process and all that it started; dropped, they end.
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(pid) = self.0 {
            let _ = kill_process_group(pid, Signal::KILL);
        }
    }
}

/// The figures of `-progress` that grow while FFmpeg works.
#[derive(Default)]
struct Standing {
    frame: String,
    time: String,
    bytes: String,
}

impl Standing {
    fn moved(&mut self, line: &str) -> bool {
        let Some((name, value)) = line.split_once('=') else { return true };
        let kept = match name {
            "frame" => &mut self.frame,
            "out_time_us" => &mut self.time,
            "total_size" => &mut self.bytes,
            _ => return false,
        };
        let moved = kept != value;
        value.clone_into(kept);
        moved
    }
}

/// Reads to the end, and keeps the first or the last so many bytes.
async fn read<R: AsyncRead + Unpin>(
    from: Option<R>,
    most: usize,
    last: bool,
    mut came: impl FnMut(&[u8]) + Send,
) -> Vec<u8> {
    let mut kept = Vec::new();
    let Some(mut from) = from else { return kept };
    let mut buffer = vec![0; 16 << 10];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        let bytes = buffer.get(..count).unwrap_or_default();
        came(bytes);
        if last || kept.len() < most {
            kept.extend_from_slice(bytes);
        }
        if kept.len() > most {
            if last {
                kept.drain(..kept.len() - most)
            } else {
                kept.drain(most..)
            };
        }
    }
    kept
}
