//! Do ledger, vault and database belong together, or was one of them put back from an old copy?

use std::path::Path;

use anyhow::Result;
use ledger::entry::{Body, Kind, Minute, State};
use model::{DAY, MINUTE, ReaderId, Time};
use oversight::Oversight;
use store::Store;
use vault::Vault;

use crate::places;

/// Key of the setting that says how many entries the ledger had at the last beat.
const LEDGER_SIZE: &str = "ledger_size";
/// A beat may be late by as much.
const GRACE: i64 = 2 * MINUTE;
/// Copies of keys are kept so long at most: what was erased since opens with an older one.
const COPIES: i64 = 30 * DAY;
const SIGNING: &str = "signing";
/// What belongs into the vault's folder.
const OF_THE_VAULT: &[&str] =
    &["vault.db", "vault.db-wal", "vault.db-shm", "root.key", "root.new", "socket", "vault.pem", "node.pem"];

/// Notes in the database how long the ledger is, so that an old copy of either is noticed.
pub async fn note_size(store: &Store, oversight: &Oversight) -> Result<()> {
    let size = oversight.book().head()?.map_or(0, |head| head.checkpoint.size);
    Ok(store.set_setting(LEDGER_SIZE, &size.to_string()).await?)
}

async fn noted(store: &Store) -> Result<u64> {
    Ok(store.setting(LEDGER_SIZE).await?.and_then(|noted| noted.parse().ok()).unwrap_or(0))
}

/// Why nobody may write into this ledger: others have seen a longer one. A sentence.
pub async fn old_ledger(store: &Store, oversight: &Oversight) -> Result<Option<String>> {
    let size = oversight.book().head()?.map_or(0, |head| head.checkpoint.size);
    let (by_database, by_vault) = (noted(store).await?, oversight.vault().seen().await?);
    let (seen, who) = if by_vault > by_database { (by_vault, "the vault") } else { (by_database, "the database") };
    Ok((size < seen).then(|| {
        format!(
            "The ledger was put back from an old copy: it has {size} entries, and {who} has seen {seen}. Put back the newest copy of \
             its folders ledger and ledger-keys; it must never go on from an older state than others have seen."
        )
    }))
}

/// What the ledger tells that the database does not know any more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Missed {
    noted: u64,
    size: u64,
    beats: u64,
    erasures: u64,
}

impl Missed {
    pub async fn find(store: &Store, oversight: &Oversight) -> Result<Missed> {
        let mut missed = Missed { noted: noted(store).await?, ..Missed::default() };
        oversight.each_entry(|index, entry| {
            missed.size = index + 1;
            if index >= missed.noted {
                missed.beats += u64::from(entry.kind() == Kind::Beat);
                missed.erasures += u64::from(entry.kind() == Kind::Erase);
            }
        })?;
        Ok(missed)
    }

    /// A sentence, where the database is behind by more than what a crash between a beat and its note explains.
    pub fn told(&self) -> Option<String> {
        let Missed { noted, size, beats, erasures } = self;
        (*beats > 1).then(|| {
            format!(
                "The database was put back from an old copy: it knows of {noted} entries of the ledger, which has {size}. What readers \
                 and editors did in between is lost; the {erasures} erasures are applied again when the server starts."
            )
        })
    }

    /// Readers whose keys the vault has destroyed are here again in an old database: their rows go. How many.
    pub async fn erase_again(&self, store: &Store, vault: &Vault, now: Time) -> Result<u64> {
        let (mut last, mut removed) = (ReaderId(0), 0);
        if self.erasures == 0 {
            return Ok(0);
        }
        while let Some(reader) = store.next_reader(last).await? {
            if vault.is_erased(reader).await? {
                store.remove_reader(reader, Vec::new(), now).await?;
                removed += 1;
            }
            last = reader;
        }
        Ok(removed)
    }
}

/// What is wrong with ledger and vault below this folder; the ledger can be read.
pub async fn worries(folder: &Path, store: &Store, oversight: &Oversight, now: Time) -> Result<Vec<String>> {
    let mut worries = Vec::new();
    worries.extend(old_ledger(store, oversight).await?);
    worries.extend(Missed::find(store, oversight).await?.told());
    worries.extend(exposed(&places::ledger(folder).1.join(SIGNING)));
    // Another process may hold the keys, elsewhere.
    if places::vault(folder).exists() {
        worries.extend(exposed(&places::vault(folder).join("root.key")));
    }
    worries.extend(old_copies(&places::vault(folder), now));
    let tally = oversight.tally()?;
    if let (Some(minutes), Some((at, beat))) = (tally.beat_minutes(), &tally.beat) {
        let late = now.0 - at.0 * MINUTE - GRACE > minutes as i64 * MINUTE;
        if late && beat.state != State::Stop {
            worries.push(format!(
                "The last beat of the ledger is from {at}, and one is due every {minutes} minutes: auditors miss it. Start the server; \
                 where it runs, its log says why it could not write."
            ));
        }
    }
    worries.extend(overdue(oversight, now)?);
    Ok(worries)
}

fn exposed(secret: &Path) -> Option<String> {
    let Ok(file) = std::fs::metadata(secret) else {
        return Some(format!("{} is missing; put it back from a copy: there is no other.", secret.display()));
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = file.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Some(format!(
                "{} can be read by others (mode {mode:o}): `chmod 600` it, and `caulbart ledger rotate` where somebody may have.",
                secret.display()
            ));
        }
    }
    #[cfg(not(unix))]
    let _ = file;
    None
}

fn old_copies(vault: &Path, now: Time) -> Vec<String> {
    let mut folders = vec![vault.to_owned()];
    let mut worries = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let Ok(about) = entry.metadata() else { continue };
            if about.is_dir() {
                folders.push(entry.path());
                continue;
            }
            let is_own = folder == vault && OF_THE_VAULT.iter().any(|own| entry.file_name() == *own);
            let written = about.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
            let age = written.map_or(0, |at| now.0 - i64::try_from(at.as_millis()).unwrap_or(i64::MAX));
            if !is_own && age > COPIES {
                worries.push(format!(
                    "{} is a copy of keys that is older than 30 days: what was erased since could be opened with it. Delete it.",
                    entry.path().display()
                ));
            }
        }
    }
    worries
}

/// Requests that should have had an outcome.
fn overdue(oversight: &Oversight, now: Time) -> Result<Vec<String>> {
    let mut waiting: Vec<(u64, Minute)> = Vec::new();
    let mut days = 0;
    oversight.each_entry(|index, entry| match &entry.body {
        Body::Policy(policy) => days = i64::try_from(policy.answer_days).unwrap_or(0),
        Body::Request(_) => waiting.push((index, entry.time.plus(days * 24 * 60))),
        Body::Outcome(outcome) => waiting.retain(|(request, _)| *request != outcome.request),
        _ => {}
    })?;
    let late = waiting.iter().filter(|(_, until)| until.0 * MINUTE < now.0);
    let told = |(index, until): &(u64, Minute)| {
        format!(
            "Request {index} was to be answered by {until}: say what became of it with `caulbart request answer {index} …`."
        )
    };
    Ok(late.map(told).collect())
}
