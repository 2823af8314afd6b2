//! The ledger of an edition and what is written into it by itself: releases, policies, beats.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use jobs::{Failure, Job};
use ledger::entry::{Minute, Name, Source, State};
use model::Time;
use oversight::{Book, Opening, Oversight, Running, Served, Terms};
use readers::Readers;
use sha2::{Digest, Sha256};
use store::Store;
use tracing::{error, info};
use vault::Vault;

use super::belonging;
use super::witnessing;
use super::workers::Closing;
use crate::places;

/// What readers are promised; its hash stands in each policy entry.
pub const TERMS: &str = include_str!("../../../../docs/terms.md");
/// Is it time for a beat, did the model change? Asked this often.
const LOOK: Duration = Duration::from_secs(20);
/// Is a month over? Asked this often.
const PUBLISH: Duration = Duration::from_secs(3600);

/// Setting: up to which use of deposited keys beats have told.
const USES_TOLD: &str = "deposit_uses_told";

/// The commit that the program was built from, where whoever built it said so.
const SOURCE: Option<&str> = option_env!("CAULBART_SOURCE");

/// `host` names a log that is begun now; one that is there keeps its name for ever.
pub fn open(folder: &Path, edition: &str, host: Option<&str>, vault: &Vault) -> Result<Oversight> {
    let (ledger, keys) = places::ledger(folder);
    let kept = oversight::Files::new(&ledger).keys()?.pop().map(|key| key.name().to_owned());
    let origin = kept.unwrap_or_else(|| format!("{}/{edition}", host.unwrap_or("localhost")));
    let opening = Opening { witnesses: witnessing::kept(folder), ..Opening::new(ledger, keys, &origin) };
    Ok(Oversight::new(Book::open(opening)?, vault.clone()))
}

/// What runs here.
pub async fn running(readers: &Readers) -> Result<Running> {
    let binary = tokio::task::spawn_blocking(|| -> Result<[u8; 32]> {
        let path = std::env::current_exe().context("The program's own file could not be found")?;
        let mut file = std::fs::File::open(&path).with_context(|| format!("{} could not be read", path.display()))?;
        let mut hasher = Sha256::new();
        std::io::copy(&mut file, &mut hasher)?;
        Ok(hasher.finalize().into())
    })
    .await??;
    Ok(Running {
        version: Name::new(env!("CARGO_PKG_VERSION")).context("The version is no name")?,
        source: SOURCE.and_then(Source::from_text).unwrap_or(Source::Unknown),
        binary,
        assets: web::assets_hash(),
        model: readers.model_hash(),
    })
}

/// What the last release says that runs; a command beside the server is no release of its own.
pub fn running_before(oversight: &Oversight) -> Result<Running> {
    let tally = oversight.tally()?;
    let (_, release) = tally.release.context("The ledger has no entry yet; `caulbart serve` writes the first ones.")?;
    let ledger::entry::Release { version, source, binary, assets, model, .. } = release;
    Ok(Running { version, source, binary, assets, model })
}

pub fn terms() -> Terms {
    Terms::usual(Sha256::digest(TERMS).into())
}

/// Writes a beat at its interval, and a release whenever another model ranks; ends with a beat that says so.
pub async fn watch(edition: Watched, running: Running, absent: Absent, mut closing: Closing) {
    let Watched { oversight, readers, store } = edition;
    let mut keeper = Keeper { oversight, readers, store, running, absent, told: None };
    keeper.beat(State::Start).await;
    let mut published = None;
    while !closing.is_closing() {
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            () = closing.closes() => break,
        }
        keeper.look().await;
        if published.is_none_or(|at: std::time::Instant| at.elapsed() >= PUBLISH) {
            publish(&keeper.oversight).await;
            published = Some(std::time::Instant::now());
        }
    }
    keeper.beat(State::Stop).await;
}

/// What of an edition is watched, and where it is noted.
pub struct Watched {
    pub oversight: Oversight,
    pub readers: Readers,
    pub store: Store,
}

/// What was done while readers were away, as far as no beat has told it. Uses of keys that they deposited in the vault, the
/// vault counts itself.
#[derive(Clone, Default)]
pub struct Absent(Arc<Counts>);

#[derive(Default)]
struct Counts {
    addresses: AtomicU64,
    letters: AtomicU64,
}

impl Absent {
    /// An address was opened that was left for answers.
    pub fn count_address(&self) {
        self.0.addresses.fetch_add(1, Ordering::AcqRel);
    }

    pub fn count_letter(&self) {
        self.0.letters.fetch_add(1, Ordering::AcqRel);
    }

    fn take(&self) -> (u64, u64) {
        (self.0.addresses.swap(0, Ordering::AcqRel), self.0.letters.swap(0, Ordering::AcqRel))
    }

    fn put_back(&self, (addresses, letters): (u64, u64)) {
        self.0.addresses.fetch_add(addresses, Ordering::AcqRel);
        self.0.letters.fetch_add(letters, Ordering::AcqRel);
    }
}

/// Reports of months, quarters and years that are over are published by the server, some time after.
async fn publish(oversight: &Oversight) {
    match oversight.publish_finished(Minute::from_seconds(Time::now().0 / 1000)).await {
        Ok(periods) => periods.iter().for_each(|period| info!(%period, "a report is published")),
        Err(failure) => error!("A report could not be published: {failure}; {}", failure.hint()),
    }
}

struct Keeper {
    oversight: Oversight,
    readers: Readers,
    store: Store,
    running: Running,
    absent: Absent,
    /// When the last beat was written.
    told: Option<Time>,
}

impl Keeper {
    async fn look(&mut self) {
        let now = Time::now();
        if let Err(failure) = self.oversight.vault().keep_copy(now).await {
            error!("No copy of the vault's keys could be made: {failure}; {}", failure.hint());
        }
        let model = self.readers.model_hash();
        if model != self.running.model {
            let running = Running { model, ..self.running.clone() };
            match self.oversight.note_running(&running, now).await {
                Ok(_) => self.running = running,
                Err(failure) => error!("The new model could not be noted in the ledger: {failure}; {}", failure.hint()),
            }
        }
        let interval = self.oversight.tally().ok().and_then(|tally| tally.beat_minutes()).unwrap_or(60);
        let is_due = self.told.is_none_or(|told| now.since(told) >= interval as i64 * model::MINUTE);
        if is_due {
            self.beat(State::Running).await;
        }
    }

    /// The list of packs first: no beat names one that is not there.
    async fn written(
        &self,
        state: State,
        served: Served,
        packs: &[[u8; 32]],
        now: Time,
    ) -> Result<u64, oversight::Error> {
        let pack = match packs.is_empty() {
            true => None,
            false => Some(self.oversight.book().keep_packs(packs).await?),
        };
        self.oversight.beat(state, served, pack, now).await
    }

    /// Uses of deposited keys that no beat has told, and up to which use they go; where the vault is down, the next beat tells
    /// them.
    async fn uses_untold(&self) -> (u64, Option<u64>) {
        let kept = async {
            let told = self.store.setting(USES_TOLD).await?.and_then(|text| text.parse().ok()).unwrap_or(0);
            anyhow::Ok((self.oversight.vault().deposit_uses().await?, told))
        };
        match kept.await {
            Ok((uses, told)) => (uses.saturating_sub(told), Some(uses)),
            Err(failure) => {
                error!("Uses of deposited keys are told by the next beat: {failure:#}");
                (0, None)
            }
        }
    }

    async fn beat(&mut self, state: State) {
        let now = Time::now();
        let (timelines, unlocks) = self.readers.counted();
        let absent = self.absent.take();
        let (used, told) = self.uses_untold().await;
        let (addresses, letters) = absent;
        let served = Served { timelines, unlocks, digests: letters, deposits: addresses.saturating_add(used) };
        let readers = self.readers.clone();
        let packs = tokio::task::spawn_blocking(move || readers.take_packs()).await.unwrap_or_default();
        match self.written(state, served, &packs, now).await {
            Ok(index) => {
                self.told = Some(now);
                if let Some(told) = told
                    && let Err(failure) = self.store.set_setting(USES_TOLD, &told.to_string()).await
                {
                    error!("Uses of deposited keys may be counted twice by the next beat: {failure}");
                }
                info!(index, state = state.word(), "a beat stands in the ledger");
                if let Err(failure) = belonging::note_size(&self.store, &self.oversight).await {
                    error!("The ledger's size could not be noted in the database: {failure}");
                }
            }
            Err(failure) => {
                self.readers.put_packs_back(packs);
                self.absent.put_back(absent);
                error!("A beat could not be written, and auditors will miss it: {failure}; {}", failure.hint());
            }
        }
    }
}

/// Writes into the ledger what was put down for it.
pub struct Noter(Oversight);

impl Noter {
    pub fn new(oversight: &Oversight) -> Noter {
        Noter(oversight.clone())
    }

    pub async fn run(self: std::sync::Arc<Self>, job: Job) -> Result<(), Failure> {
        let entry = match job {
            Job::Note { entry } => entry,
            Job::Erase { reader, entry } => {
                // Her rows are gone with the job; that her keys are, a crash may have kept from happening.
                self.0.vault().erase(reader, &[0; 16]).await.map_err(|why| Failure::passing(why.to_string()))?;
                entry
            }
            _ => return Ok(()),
        };
        self.0.note(&entry, Time::now()).await.map(|_| ()).map_err(|why| Failure::passing(why.to_string()))
    }
}
