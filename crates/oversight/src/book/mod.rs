//! How is the ledger written and read on disk?
//!
//! Files and order of writing are those of `docs/ledger.md`. A [`Book`] belongs to one edition; several processes may have it open.

pub(crate) mod edges;
mod files;
mod place;
mod state;
mod witnesses;
mod writer;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use ledger::{Entry, VerifierKey};
use tokio::sync::oneshot;

pub use files::{Files, Growth, Head};
pub use witnesses::{Asked, Witnesses};

use crate::Error;
use crate::disk::Disk;
use place::{Place, verifier};
use state::State;
use writer::{Command, Writer};

/// How a book is opened.
pub struct Opening {
    /// The folder that is served.
    pub ledger: PathBuf,
    /// The folder that nobody else may read.
    pub keys: PathBuf,
    /// `<host>/<edition>`: the log's name, and its keys'.
    pub origin: String,
    /// Of the key, where there is none yet; otherwise chance has it.
    pub seed: Option<[u8; 32]>,
    pub witnesses: Option<Arc<dyn Witnesses>>,
    pub disk: Disk,
}

impl Opening {
    #[must_use]
    pub fn new(ledger: impl Into<PathBuf>, keys: impl Into<PathBuf>, origin: &str) -> Self {
        Self {
            ledger: ledger.into(),
            keys: keys.into(),
            origin: origin.to_owned(),
            seed: None,
            witnesses: None,
            disk: Disk::default(),
        }
    }
}

/// The ledger of an edition, to write and to read. Clones are the same book.
#[derive(Clone)]
pub struct Book(Arc<Shared>);

struct Shared {
    files: Files,
    place: Arc<Place>,
    commands: mpsc::Sender<Command>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Book {
    /// Opens it, makes it where there is none, and finishes what a crash interrupted. Refuses where files do not fit together.
    pub fn open(opening: Opening) -> Result<Self, Error> {
        let Opening { ledger, keys, origin, seed, witnesses, disk } = opening;
        let place = Arc::new(Place { origin, ledger, keys, disk });
        place.keys().make()?;
        place.ledger().make()?;
        let path = place.keys.join("lock");
        let lock = std::fs::File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(Error::disk(&path))?;
        lock.lock().map_err(Error::disk(&path))?;
        let state = State::load(&place, seed)?;
        state::sweep(&place, state.edges.frontier.size());
        lock.unlock().map_err(Error::disk(&path))?;

        let (sender, commands) = mpsc::channel();
        let files = place.files();
        let writer = Writer::new(place.clone(), lock, state, witnesses, (sender.clone(), commands));
        let thread = std::thread::Builder::new().name("ledger".to_owned()).spawn(move || writer.run());
        let thread = Mutex::new(Some(thread.map_err(Error::disk(&path))?));
        Ok(Self(Arc::new(Shared { files, place, commands: sender, thread })))
    }

    fn send(&self, entries: &[Entry]) -> Result<oneshot::Receiver<Result<Range<u64>, Error>>, Error> {
        let entries = entries.iter().map(Entry::to_bytes).collect::<Result<_, _>>()?;
        let (answer, answered) = oneshot::channel();
        self.0.commands.send(Command::Append { entries, answer }).map_err(|_| Error::Closed)?;
        Ok(answered)
    }

    /// Writes an entry. Once its number is known, it is in a published head.
    pub async fn append(&self, entry: Entry) -> Result<u64, Error> {
        Ok(self.append_many(&[entry]).await?.start)
    }

    /// Writes these one after the other, all in one head. One needs at least one.
    pub async fn append_many(&self, entries: &[Entry]) -> Result<Range<u64>, Error> {
        self.send(entries)?.await.map_err(|_| Error::Closed)?
    }

    /// Writes an entry that tells of all that stand before it. While it is made, nobody else writes.
    pub async fn append_composed(
        &self,
        compose: impl FnOnce(u64, &Files) -> Result<Entry, Error> + Send + 'static,
    ) -> Result<u64, Error> {
        let (answer, answered) = oneshot::channel();
        let compose: writer::Compose = Box::new(move |size, files| Ok(compose(size, files)?.to_bytes()?));
        self.0.commands.send(Command::Compose { compose, answer }).map_err(|_| Error::Closed)?;
        answered.await.map_err(|_| Error::Closed)?
    }

    /// The same where nothing is asynchronous; it must not be called where something is.
    pub fn append_blocking(&self, entries: &[Entry]) -> Result<Range<u64>, Error> {
        self.send(entries)?.blocking_recv().map_err(|_| Error::Closed)?
    }

    /// The tags of an entry about several readers: written before the entry, so that nobody looks for them in vain.
    pub async fn keep_subjects(&self, root: &ledger::Hash, tags: Vec<u8>) -> Result<(), Error> {
        self.keep(format!("subjects/{}", ledger::entry::to_hex(root)), tags).await
    }

    /// The hashes of packs that a beat covers, by their root.
    pub async fn keep_packs(&self, packs: &[ledger::Hash]) -> Result<ledger::Hash, Error> {
        let root = ledger::packs::root(packs);
        self.keep(format!("packs/{}", ledger::entry::to_hex(&root)), packs.concat()).await?;
        Ok(root)
    }

    /// A published report, or its note; it never changes.
    pub async fn keep_report(&self, name: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.keep(format!("reports/{name}"), bytes).await
    }

    async fn keep(&self, name: String, bytes: Vec<u8>) -> Result<(), Error> {
        let (answer, answered) = oneshot::channel();
        self.0.commands.send(Command::Keep { name, bytes, answer }).map_err(|_| Error::Closed)?;
        answered.await.map_err(|_| Error::Closed)?
    }

    /// Signs a text that is not a head, with the key that signs heads.
    pub fn sign(&self, text: &str) -> Result<ledger::Note, Error> {
        let key = self.0.place.signing(None)?;
        Ok(ledger::Note::new(text, key.sign(text))?)
    }

    /// The key that the next release may name, to have it sign from then on. Made if there is none, from `seed` or by chance.
    pub async fn next_key(&self, seed: Option<[u8; 32]>) -> Result<VerifierKey, Error> {
        let (answer, answered) = oneshot::channel();
        self.0.commands.send(Command::Prepare { seed, answer }).map_err(|_| Error::Closed)?;
        Ok(verifier(&answered.await.map_err(|_| Error::Closed)??))
    }

    /// What is published, to read from.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.0.files
    }

    /// The newest head; none before the first entry.
    pub fn head(&self) -> Result<Option<Head>, Error> {
        self.0.files.head()
    }

    /// The bytes of an entry.
    pub fn entry(&self, index: u64) -> Result<Vec<u8>, Error> {
        self.0.files.entry(index)
    }

    /// The proof that entry `index` is in the newest head, to be written as a `.tlog-proof`.
    pub fn proof(&self, index: u64) -> Result<ledger::Proof, Error> {
        self.0.files.proof(index)
    }

    /// The proof that the newest head grew from one of `old` entries.
    pub fn consistency(&self, old: u64) -> Result<Growth, Error> {
        self.0.files.growth(old)
    }

    /// Ends writing once everybody who waits has an answer.
    pub fn close(&self) {
        let _ = self.0.commands.send(Command::Close);
        let thread = self.0.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let _ = self.commands.send(Command::Close);
    }
}
