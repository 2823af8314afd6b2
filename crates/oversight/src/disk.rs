//! Is it on the disk, and what would be left of it if the power failed now?
//!
//! A file is written under another name, synced, renamed, and then its folder is synced: whoever reads sees the old bytes or the
//! new ones, and after a crash too. Each step can be made the last one, which is how the tests pull the plug.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::Error;

/// Where files are before they have their name.
const STAGING: &str = ".new";
/// Syncing waits for the disk; several at once share its rounds.
const THREADS: usize = 8;

/// The machine's disk, or one with an end.
#[derive(Debug, Default)]
pub struct Disk(Option<Mutex<Trial>>);

/// What happens when the steps are used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The process is killed on the spot; what it wrote is seen by the next one.
    Kill,
    /// Nothing more is done, and what was not synced is gone.
    PowerCut,
}

#[derive(Debug)]
struct Trial {
    end: End,
    left: u64,
    is_over: bool,
    /// Of a power cut: written and not synced yet.
    unsynced: HashMap<PathBuf, Vec<u8>>,
    /// Of a power cut: renamed, in folders that are not synced yet.
    renamed: Vec<(PathBuf, PathBuf)>,
    /// Of a power cut: made, in folders that are not synced yet.
    made: Vec<PathBuf>,
}

enum Step<'a> {
    MakeFolder(&'a Path),
    Write(&'a Path, &'a [u8], bool),
    Sync(&'a Path),
    Rename(&'a Path, &'a Path),
    SyncFolder(&'a Path),
    Remove(&'a Path),
}

impl Disk {
    /// A disk that comes to this end after so many steps.
    #[must_use]
    pub fn ending_after(steps: u64, end: End) -> Self {
        Self(Some(Mutex::new(Trial {
            end,
            left: steps,
            is_over: false,
            unsynced: HashMap::new(),
            renamed: Vec::new(),
            made: Vec::new(),
        })))
    }

    fn trial(&self) -> Option<MutexGuard<'_, Trial>> {
        self.0.as_ref().map(|trial| trial.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn step(&self, step: &Step<'_>) -> io::Result<()> {
        match self.trial() {
            Some(mut trial) => trial.step(step),
            None => step.done(),
        }
    }
}

impl Step<'_> {
    fn done(&self) -> io::Result<()> {
        match self {
            Self::MakeFolder(folder) => match fs::create_dir(folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
                made => made,
            },
            Self::Write(path, bytes, is_secret) => created(path, *is_secret)?.write_all(bytes),
            Self::Sync(path) => OpenOptions::new().write(true).open(path)?.sync_all(),
            Self::Rename(from, to) => fs::rename(from, to),
            Self::SyncFolder(folder) => File::open(folder)?.sync_all(),
            Self::Remove(path) => fs::remove_file(path),
        }
    }
}

fn created(path: &Path, is_secret: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if is_secret {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let _ = is_secret;
    options.open(path)
}

impl Trial {
    fn step(&mut self, step: &Step<'_>) -> io::Result<()> {
        if self.left == 0 && !self.is_over {
            self.is_over = true;
            self.come_to_its_end(step);
        }
        if self.is_over {
            return Err(io::Error::other("the disk of a test came to its end"));
        }
        self.left -= 1;
        match (self.end, step) {
            (End::PowerCut, step) => self.remember(step),
            // The system outlives the process, and need not be waited for.
            (End::Kill, Step::Sync(_) | Step::SyncFolder(_)) => Ok(()),
            (End::Kill, step) => step.done(),
        }
    }

    fn come_to_its_end(&mut self, step: &Step<'_>) {
        if self.end == End::Kill {
            if let Step::Write(path, bytes, is_secret) = step {
                let _ = Step::Write(path, &bytes[..bytes.len() / 2], *is_secret).done();
            }
            std::process::abort();
        }
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir_all(folder);
        }
    }

    /// Does no more than what a power cut would leave.
    fn remember(&mut self, step: &Step<'_>) -> io::Result<()> {
        match step {
            Step::MakeFolder(folder) => {
                if !folder.exists() {
                    self.made.push((*folder).to_owned());
                }
                step.done()
            }
            Step::Write(path, bytes, _) => {
                self.unsynced.insert((*path).to_owned(), bytes.to_vec());
                Ok(())
            }
            Step::Sync(path) => match self.unsynced.remove(*path) {
                Some(bytes) => Step::Write(path, &bytes, true).done(),
                None => Ok(()),
            },
            Step::Rename(from, to) => {
                self.renamed.push(((*from).to_owned(), (*to).to_owned()));
                Ok(())
            }
            Step::SyncFolder(folder) => {
                self.made.retain(|made| made.parent() != Some(folder));
                let (now, later) =
                    std::mem::take(&mut self.renamed).into_iter().partition(|(_, to)| to.parent() == Some(folder));
                self.renamed = later;
                let now: Vec<(PathBuf, PathBuf)> = now;
                now.iter().try_for_each(|(from, to)| {
                    // What is renamed without having been synced may be an empty file.
                    let is_synced = !self.unsynced.contains_key(from);
                    if is_synced { fs::rename(from, to) } else { File::create(to).map(|_| ()) }
                })
            }
            Step::Remove(_) => Ok(()),
        }
    }
}

/// A folder whose files are written as above.
#[derive(Debug)]
pub(crate) struct Folder<'a> {
    pub disk: &'a Disk,
    pub path: &'a Path,
    /// Are its files for nobody else's eyes?
    pub is_secret: bool,
}

impl Folder<'_> {
    /// Makes it, with the folders around it.
    pub fn make(&self) -> Result<(), Error> {
        self.make_folder(&self.path.join(STAGING))
    }

    fn make_folder(&self, folder: &Path) -> Result<(), Error> {
        let Some(parent) = folder.parent().filter(|_| !folder.is_dir()) else { return Ok(()) };
        self.make_folder(parent)?;
        self.disk.step(&Step::MakeFolder(folder)).map_err(Error::disk(folder))?;
        #[cfg(unix)]
        if self.is_secret && folder == self.path {
            let owner_only = std::os::unix::fs::PermissionsExt::from_mode(0o700);
            fs::set_permissions(folder, owner_only).map_err(Error::disk(folder))?;
        }
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        self.disk.step(&Step::SyncFolder(parent)).map_err(Error::disk(parent))
    }

    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        read(&self.path.join(name))
    }

    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.put_all(&[(name.to_owned(), bytes.to_vec())])
    }

    /// Writes all of these, each named below this folder. When it returns, all are there for good.
    pub fn put_all(&self, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
        let targets: Vec<PathBuf> = files.iter().map(|(name, _)| self.path.join(name)).collect();
        let folders: BTreeSet<&Path> = targets.iter().filter_map(|target| target.parent()).collect();
        folders.iter().try_for_each(|folder| self.make_folder(folder))?;
        let staged: Vec<(PathBuf, &[u8])> =
            (0..).zip(files).map(|(n, (_, bytes))| (self.staged(n), &bytes[..])).collect();
        self.stage(&staged)?;
        for ((from, _), to) in staged.iter().zip(&targets) {
            self.disk.step(&Step::Rename(from, to)).map_err(Error::disk(to))?;
        }
        // Steps are counted in tests, where their order has to be the same each time.
        let threads = if self.disk.0.is_some() { 1 } else { THREADS };
        let folders: Vec<&Path> = folders.into_iter().collect();
        at_once(threads, &folders, |folder| self.disk.step(&Step::SyncFolder(folder)).map_err(Error::disk(folder)))
    }

    fn staged(&self, number: usize) -> PathBuf {
        self.path.join(STAGING).join(number.to_string())
    }

    fn stage(&self, files: &[(PathBuf, &[u8])]) -> Result<(), Error> {
        let threads = if self.disk.0.is_some() { 1 } else { THREADS };
        let written = |(path, bytes): &(PathBuf, &[u8])| {
            self.disk.step(&Step::Write(path, bytes, self.is_secret)).map_err(Error::disk(path))
        };
        let synced = |(path, _): &(PathBuf, &[u8])| self.disk.step(&Step::Sync(path)).map_err(Error::disk(path));
        files.iter().try_for_each(written)?;
        at_once(threads, files, synced)
    }

    /// Takes one file away that nobody needs any more. If it stays, nothing is wrong.
    pub fn remove(&self, path: &Path) {
        if let Err(cause) = self.disk.step(&Step::Remove(path)) {
            tracing::debug!(path = %path.display(), %cause, "a file that is not needed any more stays");
        }
    }

    /// Takes away what was left without a name.
    pub fn clear_staging(&self) {
        for entry in fs::read_dir(self.path.join(STAGING)).into_iter().flatten().flatten() {
            self.remove(&entry.path());
        }
    }

    /// Gives a file another name.
    pub fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
        let (from, to) = (self.path.join(from), self.path.join(to));
        self.disk.step(&Step::Rename(&from, &to)).map_err(Error::disk(&to))?;
        self.disk.step(&Step::SyncFolder(self.path)).map_err(Error::disk(self.path))
    }
}

/// Does it for all, on several threads where there are many.
fn at_once<T: Sync>(threads: usize, all: &[T], done: impl Fn(&T) -> Result<(), Error> + Sync) -> Result<(), Error> {
    if threads < 2 || all.len() < 2 {
        return all.iter().try_for_each(done);
    }
    let shares = all.chunks(all.len().div_ceil(threads));
    std::thread::scope(|scope| {
        let threads: Vec<_> = shares.map(|share| scope.spawn(|| share.iter().try_for_each(&done))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or(Err(Error::Closed)))
    })
}

/// A file's bytes, or none where there is no file.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Error::disk(path)(error)),
    }
}
