//! Where are the models kept, and which is in use?
//!
//! `<data>/models/<sha256>.model` are the models, named by their content. `current` says what timelines are composed
//! with: the hash of the newest, or `held <hash>` and `off` where an operator decided. A running server looks at it
//! every few seconds, so whoever writes it needs no other way to be heard.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use model::Time;
use sha2::{Digest, Sha256};
use timeline::Model;
use timeline::learn::ModelError;

/// Models kept; the oldest go, never the one in use.
pub const MODELS_KEPT: usize = 24;
/// A model is a few hundred kilobytes; whatever is larger than this is none.
const LARGEST: u64 = 64 * 1024 * 1024;
/// Digits of a hash that are enough to mean it.
const DIGITS: usize = 6;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Choice {
    /// The newest that was learned; with the hash of its file once there is one.
    #[default]
    Newest,
    NewestIs(String),
    /// This one, unchanged, until somebody decides otherwise.
    Held(String),
    /// None: the weights set by hand.
    Off,
}

impl Choice {
    fn read(text: &str) -> Choice {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            ["off"] => Choice::Off,
            ["held", hash] if is_hash(hash) => Choice::Held((*hash).to_owned()),
            [hash] if is_hash(hash) => Choice::NewestIs((*hash).to_owned()),
            _ => Choice::Newest,
        }
    }

    fn written(&self) -> String {
        match self {
            Choice::Newest => String::new(),
            Choice::NewestIs(hash) => format!("{hash}\n"),
            Choice::Held(hash) => format!("held {hash}\n"),
            Choice::Off => "off\n".to_owned(),
        }
    }

    /// Did an operator decide?
    pub fn is_held(&self) -> bool {
        matches!(self, Choice::Held(_) | Choice::Off)
    }

    pub fn hash(&self) -> Option<&str> {
        match self {
            Choice::NewestIs(hash) | Choice::Held(hash) => Some(hash),
            Choice::Newest | Choice::Off => None,
        }
    }
}

/// A model file that can be read.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptModel {
    pub hash: String,
    /// Of the fit, from 1.
    pub number: u32,
    pub fitted: Time,
    /// When the file was written.
    pub saved: Time,
    pub bytes: u64,
    pub model: Model,
}

#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    #[error("There is no model {0} here; `caulbart model list` names those that are.")]
    NotThere(String),
    #[error("More than one model begins with {0}; give more digits of its hash.")]
    SeveralBeginWith(String),
    #[error("{0} is no model's hash: that is 64 hexadecimal digits, of which the first {DIGITS} are enough.")]
    NoHash(String),
    #[error(
        "There is no model before the one in use to go back to; `caulbart model off` goes back to the weights set by hand."
    )]
    NothingBefore,
    #[error("The model {0} was altered: its content does not fit its name. Remove the file.")]
    Altered(String),
    #[error("The model {0} cannot be used: {1}")]
    Unreadable(String, ModelError),
    #[error("{0} could not be read or written: {1}")]
    Disk(String, io::Error),
}

/// The folder of one edition's models.
#[derive(Debug, Clone)]
pub struct Shelf(PathBuf);

impl Shelf {
    /// The folder is made when the first model is saved.
    pub fn new(folder: &Path) -> Shelf {
        Shelf(folder.to_owned())
    }

    /// All models that can be read, newest first, and a sentence for each that cannot.
    pub fn list(&self) -> Result<(Vec<KeptModel>, Vec<String>), ShelfError> {
        let (mut models, mut faults) = (Vec::new(), Vec::new());
        for hash in self.hashes()? {
            match self.kept(&hash) {
                Ok(kept) => models.push(kept),
                Err(fault) => faults.push(fault.to_string()),
            }
        }
        models.sort_by(|a, b| (b.number, b.saved, &b.hash).cmp(&(a.number, a.saved, &a.hash)));
        Ok((models, faults))
    }

    pub fn load(&self, hash: &str) -> Result<Model, ShelfError> {
        Ok(self.kept(hash)?.model)
    }

    fn kept(&self, hash: &str) -> Result<KeptModel, ShelfError> {
        let path = self.path(hash);
        let about = match fs::metadata(&path) {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(ShelfError::NotThere(short(hash))),
            Err(error) => return Err(disk(&path)(error)),
        };
        if about.len() > LARGEST {
            return Err(ShelfError::Unreadable(short(hash), ModelError::Foreign));
        }
        let bytes = fs::read(&path).map_err(disk(&path))?;
        // A file that breaks off or is foreign says so better than "altered" would.
        let model = Model::from_bytes(&bytes).map_err(|error| ShelfError::Unreadable(short(hash), error))?;
        if digits(&bytes) != hash {
            return Err(ShelfError::Altered(short(hash)));
        }
        let saved = about.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        Ok(KeptModel {
            hash: hash.to_owned(),
            number: model.number(),
            fitted: model.fitted(),
            saved: Time(saved.map_or(0, |since| since.as_millis() as i64)),
            bytes: about.len(),
            model,
        })
    }

    /// The one model whose hash is this or begins with it.
    pub fn named(&self, typed: &str) -> Result<KeptModel, ShelfError> {
        let wanted = typed.trim().to_ascii_lowercase();
        if wanted.len() < DIGITS || wanted.len() > 64 || !wanted.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(ShelfError::NoHash(typed.to_owned()));
        }
        let mut fitting = self.hashes()?.into_iter().filter(|hash| hash.starts_with(&wanted));
        let Some(hash) = fitting.next() else { return Err(ShelfError::NotThere(typed.to_owned())) };
        if fitting.next().is_some() {
            return Err(ShelfError::SeveralBeginWith(typed.to_owned()));
        }
        self.kept(&hash)
    }

    /// Keeps a model under its hash. Of one fit only the last state is kept, and of all fits the last
    /// [`MODELS_KEPT`]; what is in use stays.
    pub fn save(&self, model: &Model) -> Result<String, ShelfError> {
        let bytes = model.to_bytes();
        let hash = digits(&bytes);
        let _one_at_a_time = self.lock()?;
        let choice = self.choice();
        self.write(&self.path(&hash), &bytes)?;
        if !choice.is_held() {
            self.write(&self.0.join("current"), Choice::NewestIs(hash.clone()).written().as_bytes())?;
        }
        self.tidy(model.number(), &hash, &choice)?;
        Ok(hash)
    }

    /// What timelines are to be composed with. A file that cannot be understood means the newest.
    pub fn choice(&self) -> Choice {
        fs::read_to_string(self.0.join("current")).map(|text| Choice::read(&text)).unwrap_or_default()
    }

    pub fn choose(&self, choice: &Choice) -> Result<(), ShelfError> {
        let _one_at_a_time = self.lock()?;
        self.write(&self.0.join("current"), choice.written().as_bytes())
    }

    /// Holds the model of the fit before the one in use; gives which it is.
    pub fn roll_back(&self) -> Result<KeptModel, ShelfError> {
        let (models, _) = self.list()?;
        let in_use = match self.choice() {
            // Whoever rolls back from nothing wants the last that there was.
            Choice::Off => u32::MAX,
            choice => {
                let hash = choice.hash().map(str::to_owned);
                let known = models.iter().find(|kept| Some(&kept.hash) == hash.as_ref());
                known.or(models.first()).map_or(0, |kept| kept.number)
            }
        };
        let before = models.into_iter().find(|kept| kept.number < in_use).ok_or(ShelfError::NothingBefore)?;
        self.choose(&Choice::Held(before.hash.clone()))?;
        Ok(before)
    }

    fn tidy(&self, number: u32, newest: &str, choice: &Choice) -> Result<(), ShelfError> {
        let (models, _) = self.list()?;
        let held = if choice.is_held() { choice.hash() } else { None };
        let spare = |kept: &&KeptModel| kept.hash != newest && Some(kept.hash.as_str()) != held;
        let earlier_states = models.iter().filter(|kept| kept.number == number);
        let fits_long_ago = models.iter().filter(|kept| kept.number != number).skip(MODELS_KEPT - 1);
        for kept in earlier_states.chain(fits_long_ago).filter(spare) {
            let path = self.path(&kept.hash);
            fs::remove_file(&path).map_err(disk(&path))?;
        }
        Ok(())
    }

    fn hashes(&self) -> Result<Vec<String>, ShelfError> {
        let entries = match fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(disk(&self.0)(error)),
        };
        let name = |entry: io::Result<fs::DirEntry>| entry.ok()?.file_name().into_string().ok();
        let hash = |name: String| name.strip_suffix(".model").filter(|stem| is_hash(stem)).map(str::to_owned);
        let mut hashes: Vec<String> = entries.filter_map(name).filter_map(hash).collect();
        hashes.sort_unstable();
        Ok(hashes)
    }

    fn path(&self, hash: &str) -> PathBuf {
        self.0.join(format!("{hash}.model"))
    }

    /// Held by whoever changes something here; the system lets go of it however the process ends.
    fn lock(&self) -> Result<File, ShelfError> {
        fs::create_dir_all(&self.0).map_err(disk(&self.0))?;
        let path = self.0.join("lock");
        let file = File::create(&path).map_err(disk(&path))?;
        file.lock().map_err(disk(&path))?;
        Ok(file)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), ShelfError> {
        write_whole(path, bytes).map_err(disk(path))
    }
}

/// Either all of it is there afterwards, also after a power cut, or what was there before.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    // The name too has to reach the disk; systems that cannot say so for folders lose nothing by it.
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
    Ok(())
}

fn disk(path: &Path) -> impl Fn(io::Error) -> ShelfError {
    let name = path.display().to_string();
    move |error| ShelfError::Disk(name.clone(), error)
}

fn digits(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let path = std::env::temp_dir().join(format!("shelf-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            Folder(path)
        }

        fn shelf(&self) -> Shelf {
            Shelf::new(&self.0)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// The empty model with another number and moment of its fit (bytes 16 to 28 of the file).
    fn model(number: u32, fitted: i64) -> Model {
        let mut bytes = Model::empty().to_bytes();
        bytes[16..20].copy_from_slice(&number.to_le_bytes());
        bytes[20..28].copy_from_slice(&fitted.to_le_bytes());
        Model::from_bytes(&bytes).unwrap()
    }

    fn numbers(shelf: &Shelf) -> Vec<u32> {
        shelf.list().unwrap().0.iter().map(|kept| kept.number).collect()
    }

    #[test]
    fn models_are_named_by_their_content_and_found_by_the_first_digits() {
        let folder = Folder::new("named");
        let shelf = folder.shelf();
        assert_eq!((numbers(&shelf), shelf.choice()), (vec![], Choice::Newest));
        let hash = shelf.save(&model(1, 5)).unwrap();
        assert_eq!(hash, model(1, 5).hash());
        assert_eq!(shelf.choice(), Choice::NewestIs(hash.clone()));
        for typed in [hash.clone(), hash[..6].to_owned(), hash[..9].to_uppercase()] {
            assert_eq!(shelf.named(&typed).unwrap().hash, hash, "{typed}");
        }
        for (typed, says) in [
            ("", "no model's hash"),
            ("12345", "no model's hash"),
            ("../../etc/passwd", "no model's hash"),
            ("zzzzzz", "no model's hash"),
            ("00000000", "There is no model 00000000"),
            (&"a".repeat(65), "no model's hash"),
        ] {
            let told = shelf.named(typed).unwrap_err().to_string();
            assert!(told.contains(says), "{typed}: {told}");
        }
    }

    #[test]
    fn a_model_that_is_broken_foreign_or_altered_is_told_and_the_others_are_listed() {
        let folder = Folder::new("broken");
        let shelf = folder.shelf();
        let good = shelf.save(&model(1, 5)).unwrap();
        let whole = model(2, 6).to_bytes();
        for (name, bytes) in [
            ("1".repeat(64), whole[..whole.len() / 2].to_vec()),
            ("2".repeat(64), b"PNG".to_vec()),
            ("3".repeat(64), Vec::new()),
            ("4".repeat(64), whole.clone()),
        ] {
            fs::write(folder.0.join(format!("{name}.model")), bytes).unwrap();
        }
        fs::write(folder.0.join("notes.txt"), "not ours").unwrap();
        let (models, faults) = shelf.list().unwrap();
        assert_eq!(models.iter().map(|kept| kept.hash.clone()).collect::<Vec<_>>(), [good]);
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert!(faults[0].contains("breaks off") && faults[1].contains("no model of Caulbart"), "{faults:?}");
        assert!(faults[3].contains("altered"), "{faults:?}");
    }

    #[test]
    fn of_each_fit_the_last_state_is_kept_and_of_all_fits_two_dozen_never_losing_the_one_held() {
        let folder = Folder::new("tidy");
        let shelf = folder.shelf();
        shelf.save(&model(1, 1)).unwrap();
        let second = shelf.save(&model(1, 2)).unwrap();
        assert_eq!(shelf.list().unwrap().0.len(), 1);
        shelf.choose(&Choice::Held(second.clone())).unwrap();
        for number in 2..40 {
            shelf.save(&model(number, 1)).unwrap();
        }
        assert_eq!(shelf.choice(), Choice::Held(second.clone()), "what an operator chose stays");
        let kept = numbers(&shelf);
        assert_eq!((kept.len(), kept[0], kept[MODELS_KEPT]), (MODELS_KEPT + 1, 39, 1));
    }

    #[test]
    fn rolling_back_goes_one_fit_further_each_time_and_says_when_there_is_none() {
        let folder = Folder::new("rollback");
        let shelf = folder.shelf();
        assert!(matches!(shelf.roll_back(), Err(ShelfError::NothingBefore)));
        for number in 1..4 {
            shelf.save(&model(number, 1)).unwrap();
        }
        assert_eq!(shelf.roll_back().unwrap().number, 2);
        assert_eq!(shelf.roll_back().unwrap().number, 1);
        assert!(matches!(shelf.roll_back(), Err(ShelfError::NothingBefore)));
        shelf.choose(&Choice::Off).unwrap();
        assert_eq!(shelf.roll_back().unwrap().number, 3);
        fs::write(folder.0.join("current"), "?? nonsense").unwrap();
        assert_eq!(shelf.choice(), Choice::Newest);
        assert_eq!(shelf.roll_back().unwrap().number, 2);
    }
}
