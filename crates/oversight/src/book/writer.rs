//! How do entries get into the log, so that none is lost and no head contradicted?
//!
//! One thread writes. While it writes, those who come wait, and the next head takes them all.

use std::collections::VecDeque;
use std::fs::File;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Instant;

use ledger::note::Signature;
use ledger::{Checkpoint, SigningKey};
use tokio::sync::oneshot;

use super::files::{Files, Head};
use super::place::{Place, verifier};
use super::state::{self, State, intent, named_key};
use super::witnesses::{self, Asked, Witnesses};
use crate::Error;

/// A head takes no more entries than these at once, so that the next one comes soon.
const ENTRIES_AT_ONCE: usize = 16_384;
const BYTES_AT_ONCE: usize = 8 << 20;

pub enum Command {
    Append {
        entries: Vec<Vec<u8>>,
        answer: oneshot::Sender<Result<Range<u64>, Error>>,
    },
    Compose {
        compose: Compose,
        answer: oneshot::Sender<Result<u64, Error>>,
    },
    /// A file beside the tiles that never changes.
    Keep {
        name: String,
        bytes: Vec<u8>,
        answer: oneshot::Sender<Result<(), Error>>,
    },
    Prepare {
        seed: Option<[u8; 32]>,
        answer: oneshot::Sender<Result<SigningKey, Error>>,
    },
    Cosigned {
        text: String,
        signature: Signature,
    },
    NobodyLeft {
        text: String,
    },
    Close,
}

/// Makes an entry that tells of all that stand before it: it is given their number and what they are read from.
pub type Compose = Box<dyn FnOnce(u64, &Files) -> Result<Vec<u8>, Error> + Send>;

struct Append {
    entries: Vec<Vec<u8>>,
    answer: oneshot::Sender<Result<Range<u64>, Error>>,
}

pub struct Writer {
    pub place: Arc<Place>,
    pub lock: File,
    pub state: State,
    pub witnesses: Option<Arc<dyn Witnesses>>,
    pub commands: Receiver<Command>,
    /// For what witnesses answer.
    pub sender: Sender<Command>,
    pub broken: Option<Arc<Error>>,
    /// Whoever waits. No more than there are callers, since each waits for its answer.
    waiting: VecDeque<Append>,
    late: Vec<(String, Signature)>,
    preparing: Vec<Preparing>,
    composing: VecDeque<(Compose, oneshot::Sender<Result<u64, Error>>)>,
    keeping: Vec<Keeping>,
    is_closing: bool,
}

type Keeping = (String, Vec<u8>, oneshot::Sender<Result<(), Error>>);

/// Whoever wants the next key, with a seed for it.
type Preparing = (Option<[u8; 32]>, oneshot::Sender<Result<SigningKey, Error>>);

impl Writer {
    pub fn new(
        place: Arc<Place>,
        lock: File,
        state: State,
        witnesses: Option<Arc<dyn Witnesses>>,
        (sender, commands): (Sender<Command>, Receiver<Command>),
    ) -> Self {
        Self {
            place,
            lock,
            state,
            witnesses,
            commands,
            sender,
            broken: None,
            waiting: VecDeque::new(),
            late: Vec::new(),
            preparing: Vec::new(),
            composing: VecDeque::new(),
            keeping: Vec::new(),
            is_closing: false,
        }
    }

    /// Works until it is told to close, and everybody who waits has an answer.
    pub fn run(mut self) {
        loop {
            let is_idle = self.waiting.is_empty() && self.composing.is_empty() && self.keeping.is_empty();
            if is_idle && self.late.is_empty() && self.preparing.is_empty() {
                if self.is_closing {
                    return;
                }
                match self.commands.recv() {
                    Ok(command) => self.take(command, ""),
                    Err(_) => return,
                };
            }
            while let Ok(command) = self.commands.try_recv() {
                self.take(command, "");
            }
            for (seed, answer) in std::mem::take(&mut self.preparing) {
                let _ = answer.send(self.locked(|writer| writer.place.prepared(seed)));
            }
            for (name, bytes, answer) in std::mem::take(&mut self.keeping) {
                let _ = answer.send(self.locked(|writer| writer.place.ledger().put(&name, &bytes)));
            }
            let batch = self.batch();
            if !batch.is_empty() {
                self.answer(batch);
            }
            while let Some((compose, answer)) = self.composing.pop_front() {
                let written = self.locked(|writer| {
                    let entry = compose(writer.state.edges.frontier.size(), &writer.place.files())?;
                    writer.write(&[vec![entry]])
                });
                let _ = answer.send(written);
            }
            let late = std::mem::take(&mut self.late);
            if !late.is_empty()
                && let Err(error) = self.locked(|writer| writer.add_late(late))
            {
                tracing::warn!(%error, "cosignatures that came late could not be added");
            }
        }
    }

    /// Notes what somebody wants. True where it says that nobody answers any more about the head with this text.
    fn take(&mut self, command: Command, head: &str) -> bool {
        match command {
            Command::Append { entries, answer } => self.waiting.push_back(Append { entries, answer }),
            Command::Compose { compose, answer } => self.composing.push_back((compose, answer)),
            Command::Keep { name, bytes, answer } => self.keeping.push((name, bytes, answer)),
            Command::Prepare { seed, answer } => self.preparing.push((seed, answer)),
            Command::Cosigned { text, signature } => self.late.push((text, signature)),
            Command::NobodyLeft { text } => return text == head,
            Command::Close => self.is_closing = true,
        }
        false
    }

    /// The next that fit into one head. Where a release names another key, the head ends with it.
    fn batch(&mut self) -> Vec<Append> {
        let (mut batch, mut entries, mut bytes) = (Vec::new(), 0, 0);
        while let Some(append) = self.waiting.pop_front() {
            let size: usize = append.entries.iter().map(Vec::len).sum();
            if entries > 0 && (entries + append.entries.len() > ENTRIES_AT_ONCE || bytes + size > BYTES_AT_ONCE) {
                self.waiting.push_front(append);
                break;
            }
            entries += append.entries.len();
            bytes += size;
            let is_last = append.entries.last().is_some_and(|last| self.is_rotation(last));
            batch.push(append);
            if is_last {
                break;
            }
        }
        batch
    }

    fn is_rotation(&self, entry: &[u8]) -> bool {
        named_key(entry).is_some_and(|named| named != verifier(&self.state.key))
    }

    fn answer(&mut self, batch: Vec<Append>) {
        let (entries, answers): (Vec<_>, Vec<_>) =
            batch.into_iter().map(|append| (append.entries, append.answer)).unzip();
        let counts: Vec<u64> = entries.iter().map(|entries| entries.len() as u64).collect();
        let written = self.locked(|writer| writer.write(&entries));
        let mut first = written.clone();
        for (answer, count) in answers.into_iter().zip(counts) {
            let _ = answer.send(first.clone().map(|first| first..first + count));
            first = first.map(|first| first + count);
        }
    }

    /// Does something while no other process may write, with the state that is on disk.
    fn locked<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if let Some(error) = &self.broken {
            return Err(Error::Broken(error.clone()));
        }
        self.lock.lock().map_err(Error::disk(&self.place.keys))?;
        let done = self.refresh().and_then(|()| work(self));
        let unlocked = self.lock.unlock().map_err(Error::disk(&self.place.keys));
        unlocked.and(done)
    }

    /// Reads the state anew where somebody else has written.
    fn refresh(&mut self) -> Result<(), Error> {
        let (head, intent) = (self.place.files().head()?, intent(&self.place)?);
        let is_same = head.as_ref().map(|head| &head.checkpoint)
            == self.state.head.as_ref().map(|head| &head.checkpoint)
            && intent.is_none_or(|intent| self.state.head.as_ref().is_some_and(|head| head.checkpoint == intent));
        if is_same {
            // Somebody may have added cosignatures.
            self.state.head = head;
            return Ok(());
        }
        self.state = State::load(&self.place, None)?;
        Ok(())
    }

    /// Writes the entries and publishes the head with them. The number of the first. See "Order of writing".
    fn write(&mut self, appends: &[Vec<Vec<u8>>]) -> Result<u64, Error> {
        self.keys_are_known(appends)?;
        if appends.iter().all(Vec::is_empty) {
            return Ok(self.state.edges.frontier.size());
        }
        // From here on, what fails leaves the disk in a state that is only read again at a start.
        let first = self.state.edges.frontier.size();
        let written = self.write_and_publish(appends);
        if let Err(error) = &written {
            tracing::error!(%error, "the ledger is closed for writing");
            self.broken = Some(Arc::new(error.clone()));
        }
        written.map(|()| first)
    }

    /// A release may name the key that signs, or, as the last entry of all, the one that was prepared.
    fn keys_are_known(&self, appends: &[Vec<Vec<u8>>]) -> Result<(), Error> {
        let last = appends.last().and_then(|entries| entries.last());
        for entry in appends.iter().flatten().filter(|entry| self.is_rotation(entry)) {
            let is_last = last.is_some_and(|last| std::ptr::eq(last, entry));
            let next = self.place.next()?.map(|next| verifier(&next));
            if !is_last || next.is_none() || next != named_key(entry) {
                return Err(Error::UnknownKey);
            }
        }
        Ok(())
    }

    fn write_and_publish(&mut self, appends: &[Vec<Vec<u8>>]) -> Result<(), Error> {
        let place = self.place.clone();
        let old = self.state.edges.frontier.size();
        appends.iter().flatten().try_for_each(|entry| self.state.edges.push(entry))?;
        let files = self.state.edges.take(old);
        let named: Vec<(String, Vec<u8>)> =
            files.iter().map(|(tile, bytes)| (tile.to_string(), bytes.clone())).collect();
        place.ledger().put_all(&named)?;

        let frontier = &self.state.edges.frontier;
        let checkpoint = Checkpoint::new(&place.origin, frontier.size(), frontier.root());
        place.keys().put("intent", checkpoint.to_string().as_bytes())?;

        let note = checkpoint.signed(&self.state.key)?;
        let head = self.cosigned(Head { note, checkpoint });
        self.state.publish(&place, head)?;
        state::drop_partial(&place, &files);
        Ok(())
    }

    /// The head with the cosignatures that come in time.
    fn cosigned(&mut self, mut head: Head) -> Head {
        let Some(witnesses) = self.witnesses.clone() else { return head };
        let until = Instant::now() + witnesses.patience();
        let text = head.note.text().to_owned();
        witnesses.ask(Asked::new(head.clone(), self.place.files(), self.sender.clone()));
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.commands.recv_timeout(left) {
                Ok(Command::Cosigned { text: of, signature }) if of == text => {
                    witnesses::add(witnesses.keys(), &mut head.note, signature);
                }
                Ok(other) => {
                    if self.take(other, &text) {
                        return head;
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return head,
            }
        }
    }

    /// Adds what came after the head was published, if it is still the newest.
    fn add_late(&mut self, late: Vec<(String, Signature)>) -> Result<(), Error> {
        let (Some(witnesses), Some(mut head)) = (self.witnesses.clone(), self.state.head.clone()) else {
            return Ok(());
        };
        let mut is_more = false;
        for (text, signature) in late {
            is_more |= text == head.note.text() && witnesses::add(witnesses.keys(), &mut head.note, signature);
        }
        if is_more {
            self.place.ledger().put("checkpoint", head.note.to_string().as_bytes())?;
            self.state.head = Some(head);
        }
        Ok(())
    }
}
