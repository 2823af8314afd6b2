//! The index on the disk: opened, written, and made anew where it is damaged.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use model::{ItemId, Language};
use tantivy::directory::error::OpenReadError;
use tantivy::indexer::IndexWriterOptions;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term};

use crate::document::{Fields, SearchDoc};
use crate::error::SearchError;

/// The least that the writer can do with; it is given back when there is nothing to write.
const WRITER_BYTES: usize = 16_000_000;

/// An edition's index. Shared by all threads; writers wait for each other, readers for nobody.
///
/// After an error in writing everything since the last commit is gone: go on from `cursor`.
pub struct Search {
    pub(crate) fields: Fields,
    folder: PathBuf,
    index: Index,
    reader: IndexReader,
    writer: Mutex<Writing>,
    kept: RwLock<Kept>,
    began_anew: Option<String>,
}

#[derive(Default)]
struct Writing {
    writer: Option<IndexWriter>,
    /// Has anything been written since the last commit?
    is_dirty: bool,
}

/// What is kept with every commit.
#[derive(Debug, Clone, Default, PartialEq)]
struct Kept {
    cursor: i64,
    /// Languages that the index has items in.
    languages: BTreeSet<Language>,
}

impl Search {
    /// Opens the index in this folder, which is its own, or begins one. A damaged index, or one of another version, is
    /// thrown away and begun anew: `began_anew` then has a sentence, and `cursor` is 0.
    pub fn open(folder: &Path) -> Result<Search, SearchError> {
        let unusable = |cause| SearchError::Folder { folder: folder.to_owned(), cause };
        std::fs::create_dir_all(folder).map_err(unusable)?;
        let fields = Fields::new();
        if !folder.join("meta.json").exists() {
            clear(folder).map_err(unusable)?;
            return Search::begin(folder, fields, None);
        }
        // The library takes lengths in files at their word: a file that was cut short makes it panic, not fail.
        let opened = catch_unwind(AssertUnwindSafe(|| open_kept(folder, &fields)))
            .unwrap_or_else(|_| Err(TantivyError::InternalError("a file is cut short".to_owned())));
        match opened {
            Ok((index, reader, kept)) => Ok(Search {
                fields,
                folder: folder.to_owned(),
                index,
                reader,
                writer: Mutex::default(),
                kept: RwLock::new(kept),
                began_anew: None,
            }),
            Err(cause) if !is_damage(&cause) => Err(SearchError::Read { cause }),
            Err(cause) => {
                let sentence = format!(
                    "The search index in {} could not be read ({cause}); it is being made again from the store, and \
                     searches find less until that is done.",
                    folder.display()
                );
                clear(folder).map_err(unusable)?;
                Search::begin(folder, fields, Some(sentence))
            }
        }
    }

    fn begin(folder: &Path, fields: Fields, began_anew: Option<String>) -> Result<Search, SearchError> {
        let begun = Index::create_in_dir(folder, fields.schema.clone())
            .and_then(|index| read_with(&index).map(|reader| (index, reader)));
        let (index, reader) = begun.map_err(|cause| SearchError::Write { cause })?;
        Ok(Search {
            fields,
            folder: folder.to_owned(),
            index,
            reader,
            writer: Mutex::default(),
            kept: RwLock::new(Kept::default()),
            began_anew,
        })
    }

    /// One sentence, where the index that was here could not be read.
    pub fn began_anew(&self) -> Option<&str> {
        self.began_anew.as_deref()
    }

    /// The revision of the store up to which the index is complete, as the last commit said; 0 for an empty one.
    pub fn cursor(&self) -> i64 {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).cursor
    }

    /// How many items can be found.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds items, or replaces them; found after the next commit.
    pub fn add(&self, docs: &[SearchDoc]) -> Result<(), SearchError> {
        self.write(|writer| {
            for doc in docs {
                writer.delete_term(Term::from_field_i64(self.fields.id, doc.id.0));
                writer.add_document(self.fields.document(doc))?;
            }
            Ok(())
        })?;
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.languages.extend(docs.iter().map(|doc| doc.language));
        Ok(())
    }

    /// Takes items out; found until the next commit.
    pub fn remove(&self, ids: &[ItemId]) -> Result<(), SearchError> {
        self.write(|writer| {
            for id in ids {
                writer.delete_term(Term::from_field_i64(self.fields.id, id.0));
            }
            Ok(())
        })
    }

    /// Makes everything so far durable and found, complete up to this revision of the store. Takes some milliseconds
    /// whatever it holds, so collect for a second or two.
    pub fn commit(&self, cursor: i64) -> Result<(), SearchError> {
        let languages = self.kept.read().unwrap_or_else(PoisonError::into_inner).languages.clone();
        let kept = Kept { cursor, languages };
        self.write(|writer| {
            let mut prepared = writer.prepare_commit()?;
            prepared.set_payload(&kept.to_text());
            prepared.commit().map(|_| ())
        })?;
        self.writer().is_dirty = false;
        self.reader.reload().map_err(|cause| SearchError::Read { cause })?;
        self.kept.write().unwrap_or_else(PoisonError::into_inner).cursor = cursor;
        Ok(())
    }

    /// Gives the writer's memory and threads back, after its merges are done. For when there has been nothing to write
    /// for some seconds; the next `add` takes a new one. Does nothing while something waits for a commit.
    pub fn rest(&self) -> Result<(), SearchError> {
        let mut writing = self.writer();
        if writing.is_dirty {
            return Ok(());
        }
        let Some(writer) = writing.writer.take() else { return Ok(()) };
        let rested = writer.wait_merging_threads();
        self.reader.reload().map_err(|cause| SearchError::Read { cause })?;
        rested.map_err(|cause| SearchError::Write { cause })
    }

    /// Reads every file of the index and names those that are damaged. As slow as the disk.
    pub fn damaged_files(&self) -> Result<Vec<PathBuf>, SearchError> {
        let damaged = self.index.validate_checksum().map_err(|cause| SearchError::Read { cause })?;
        let mut damaged: Vec<PathBuf> = damaged.into_iter().collect();
        damaged.sort();
        Ok(damaged)
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Those that a word that was typed may be of: all that the index has items in, or the one asked for.
    pub fn languages(&self, asked: Option<Language>) -> Vec<Language> {
        match asked {
            Some(language) => vec![language],
            None => self.kept.read().unwrap_or_else(PoisonError::into_inner).languages.iter().copied().collect(),
        }
    }

    /// After a failed write the writer is of no use: the next write takes a new one, from the last commit on.
    fn write(&self, write: impl FnOnce(&mut IndexWriter) -> tantivy::Result<()>) -> Result<(), SearchError> {
        let mut writing = self.writer();
        let writer = match writing.writer.take() {
            Some(writer) => writer,
            None => self.new_writer()?,
        };
        writing.is_dirty = true;
        let written = write(writing.writer.insert(writer));
        written.map_err(|cause| {
            *writing = Writing::default();
            SearchError::Write { cause }
        })
    }

    fn new_writer(&self) -> Result<IndexWriter, SearchError> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(WRITER_BYTES)
            .build();
        self.index.writer_with_options(options).map_err(|cause| match cause {
            TantivyError::LockFailure(..) => SearchError::InUse { folder: self.folder.clone() },
            cause => SearchError::Write { cause },
        })
    }

    /// A writer that panicked on another thread left the index as of its last commit, so it can be used.
    fn writer(&self) -> MutexGuard<'_, Writing> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open_kept(folder: &Path, fields: &Fields) -> tantivy::Result<(Index, IndexReader, Kept)> {
    let index = Index::open_in_dir(folder)?;
    if index.schema() != fields.schema {
        return Err(TantivyError::SchemaError("it was written by another version".to_owned()));
    }
    let text = index.load_metas()?.payload.unwrap_or_default();
    let reader = read_with(&index)?;
    let kept = Kept::from_text(&text).filter(|_| !text.is_empty());
    let kept = match kept {
        Some(kept) => kept,
        // Begun and never committed.
        None if reader.searcher().num_docs() == 0 => Kept::default(),
        None => return Err(TantivyError::SchemaError("it does not say how far it goes".to_owned())),
    };
    Ok((index, reader, kept))
}

fn read_with(index: &Index) -> tantivy::Result<IndexReader> {
    index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()
}

/// Is the index itself wrong, and not the machine for a moment (no right to read, too many open files)?
fn is_damage(cause: &TantivyError) -> bool {
    let cause = match cause {
        TantivyError::IoError(cause) => cause,
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => io_error,
        _ => return true,
    };
    matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::UnexpectedEof | ErrorKind::InvalidData)
}

/// Deletes the files in this folder, which is the index's own, but no folder in it.
fn clear(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

impl Kept {
    fn to_text(&self) -> String {
        let tags: Vec<&str> = self.languages.iter().map(|language| language.tag()).collect();
        format!("caulbart search 1\ncursor {}\nlanguages {}\n", self.cursor, tags.join(" "))
    }

    fn from_text(text: &str) -> Option<Kept> {
        let mut lines = text.lines();
        if lines.next() != Some("caulbart search 1") {
            return None;
        }
        let cursor = lines.next()?.strip_prefix("cursor ")?.parse().ok()?;
        let tags = lines.next()?.strip_prefix("languages")?;
        Some(Kept { cursor, languages: tags.split_whitespace().map(Language::from_tag).collect() })
    }
}
