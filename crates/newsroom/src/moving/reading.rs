//! Reading on a thread of its own: whoever takes the parts makes it wait, so that few of them are held.

use std::ops::ControlFlow;

use exports::own::MANIFEST;
use exports::{FaultKind, Part, Summary};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::export::{Export, Files, is_markdown, open};
use crate::Error;

/// Parts between the two. An article may have megabytes.
const HELD: usize = 32;

/// What the reading is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// To know pictures before the texts that show them.
    Media,
    All,
}

/// A part, and where it stands.
pub struct Came {
    pub part: Part,
    /// The name of its file, where an export has several.
    pub place: String,
}

pub struct Reading {
    parts: mpsc::Receiver<Came>,
    thread: JoinHandle<Summary>,
}

pub fn begin(export: Export, pass: Pass) -> Reading {
    let (send, parts) = mpsc::channel(HELD);
    let thread = tokio::task::spawn_blocking(move || {
        read(&export, pass, &mut |came| match send.blocking_send(came) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        })
    });
    Reading { parts, thread }
}

impl Reading {
    pub async fn next(&mut self) -> Option<Came> {
        self.parts.recv().await
    }

    /// How it went. What was not taken is not read.
    pub async fn end(self) -> Result<Summary, Error> {
        drop(self.parts);
        self.thread.await.map_err(|_| Error::Closing)
    }
}

fn read(export: &Export, pass: Pass, send: &mut dyn FnMut(Came) -> ControlFlow<()>) -> Summary {
    let mut alone = |part: Part| match (pass, &part) {
        (Pass::Media, Part::Medium(_) | Part::Site(_)) | (Pass::All, _) => send(Came { part, place: String::new() }),
        (Pass::Media, _) => ControlFlow::Continue(()),
    };
    match export {
        Export::WordPress(path) => match open(path) {
            Ok(reader) => exports::wordpress(reader, &mut alone),
            Err(why) => unreadable("the export", &why),
        },
        Export::Ghost(path) => match open(path) {
            Ok(reader) => exports::ghost(reader, &mut alone),
            Err(why) => unreadable("the export", &why),
        },
        Export::Own(files) => {
            let mut summary = match files.read(MANIFEST) {
                Ok(bytes) => exports::manifest(bytes.as_slice(), &mut alone),
                Err(why) => unreadable(MANIFEST, &why),
            };
            if pass == Pass::All && !summary.stopped {
                texts(files.as_ref(), &mut summary, send);
            }
            summary
        }
        Export::Folder(files) => {
            let mut summary = Summary::default();
            if pass == Pass::All {
                texts(files.as_ref(), &mut summary, send);
            }
            summary
        }
    }
}

/// File by file.
fn texts(files: &dyn Files, summary: &mut Summary, send: &mut dyn FnMut(Came) -> ControlFlow<()>) {
    let names = match files.names() {
        Ok(names) => names,
        Err(why) => return add(summary, unreadable("the folder", &why)),
    };
    for name in names.into_iter().filter(|name| is_markdown(name)) {
        let bytes = match files.read(&name) {
            Ok(bytes) => bytes,
            Err(why) => {
                add(summary, unreadable(&name, &why));
                continue;
            }
        };
        let read = exports::markdown_file(&name, &bytes);
        add(summary, read.summary);
        if send(Came { part: Part::Post(Box::new(read.post)), place: name }).is_break() {
            summary.stopped = true;
            return;
        }
    }
}

fn unreadable(place: &str, why: &std::io::Error) -> Summary {
    let fault = exports::Fault {
        kind: FaultKind::Unreadable,
        place: place.to_owned(),
        words: format!("It could not be read: {why}."),
    };
    Summary { faults: vec![fault], ..Summary::default() }
}

fn add(summary: &mut Summary, other: Summary) {
    summary.more_faults += other.more_faults;
    for fault in other.faults {
        if summary.faults.len() < exports::MOST_FAULTS { summary.faults.push(fault) } else { summary.more_faults += 1 }
    }
}
