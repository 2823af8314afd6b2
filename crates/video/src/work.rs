//! How FFmpeg is run on what strangers sent.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::child::{Ended, Order, Stopped, run};
use crate::streams::decoders;
use crate::{Limits, Refusal, Tools};

/// Containers of which none names other files or addresses.
const FORMATS: &str = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegts,mpegvideo,m4v,flv,asf,ogg";

/// Work on one clip, which has so much time altogether.
pub(crate) struct Work<'a> {
    pub tools: &'a Tools,
    pub limits: &'a Limits,
    until: Instant,
}

impl<'a> Work<'a> {
    pub fn new(tools: &'a Tools, limits: &'a Limits, patience: Duration) -> Work<'a> {
        Work { tools, limits, until: Instant::now() + patience }
    }

    pub fn order(&self, program: &Path) -> Order {
        let mut order = Order::new(program, self.until.saturating_duration_since(Instant::now()));
        order.memory = self.limits.memory;
        order.niceness = self.limits.niceness;
        order
    }

    /// Prints its progress on stdout, and what of `level` it has to say on stderr.
    pub fn ffmpeg(&self, level: &str) -> Order {
        let mut order = self.order(&self.tools.ffmpeg);
        order.stall = Some(self.limits.stall);
        order.arguments(["-hide_banner", "-nostdin", "-y", "-loglevel", level, "-nostats", "-stats_period", "0.5"]);
        order.arguments(["-progress", "pipe:1"]);
        order
    }

    /// Seconds of an original that are read at most, whatever it says of its length.
    pub fn longest(&self) -> String {
        (self.limits.longest.as_secs() + 2).to_string()
    }

    pub async fn run(&self, order: &Order, line: impl FnMut(&str) + Send) -> Result<Ended, Refusal> {
        self.run_to_its_end(order, line).await.and_then(outcome)
    }

    /// However it ended by itself.
    pub async fn run_to_its_end(&self, order: &Order, line: impl FnMut(&str) + Send) -> Result<Ended, Refusal> {
        match run(order, line).await {
            Ok(ended) => Ok(ended),
            Err(Stopped::Hung) => Err(Refusal::Hung),
            Err(Stopped::TooSlow) => Err(Refusal::TooSlow),
            Err(Stopped::Io(error)) => Err(Refusal::file(&error)),
        }
    }
}

/// One file, read by name, whatever its name looks like; nothing that it names is opened.
pub(crate) fn input(order: &mut Order, path: &Path) {
    order.arguments(["-protocol_whitelist", "file", "-format_whitelist", FORMATS]);
    order.arguments(["-codec_whitelist".to_owned(), decoders()]);
    order.arguments(["-i".into(), named(path)]);
}

/// `file:/path`: FFmpeg takes no part of it for a protocol.
pub(crate) fn named(path: &Path) -> std::ffi::OsString {
    let mut name = std::ffi::OsString::from("file:");
    name.push(std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path)));
    name
}

pub(crate) fn outcome(ended: Ended) -> Result<Ended, Refusal> {
    let said = |words: &str| ended.said.contains(words);
    if said("No space left on device") || said("Disk quota exceeded") {
        return Err(Refusal::DiskFull);
    }
    if ended.well {
        return Ok(ended);
    }
    const CPU: i32 = 24;
    const FILE: i32 = 25;
    if said("Cannot allocate memory") || said("failed to map segment") || said("malloc of size") {
        return Err(Refusal::TooHeavy);
    }
    if said("moov atom not found") {
        return Err(Refusal::Truncated);
    }
    match ended.signal {
        Some(CPU | 9) => Err(Refusal::TooSlow),
        Some(FILE) => Err(Refusal::Broken { said: "there is more in it than it says".to_owned() }),
        Some(signal) => Err(Refusal::Broken { said: format!("reading it ended with signal {signal}") }),
        None => Err(Refusal::Broken { said: without_names(&ended.last_words()) }),
    }
}

/// A sentence for a stranger names no folder of ours.
fn without_names(words: &str) -> String {
    let rest = words.strip_prefix("file:/").and_then(|rest| rest.rsplit_once(": "));
    rest.map_or(words, |(_, reason)| reason).trim_end_matches('.').to_owned()
}
