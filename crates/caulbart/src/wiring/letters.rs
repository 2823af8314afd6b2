//! Letters with a reader's timeline: what stands in one, `readers` knows; how it gets there, `digest`.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use digest::{Confirming, Letter, LetterSlot, Mailer, next_due};
use jiff::tz::TimeZone;
use jobs::{Failure, Job, Queue};
use model::{Blame, Language, LetterId, ReaderId, SourceId, Time};
use readers::{Error, Readers, Shown, Written};
use store::{LetterRow, Store};
use timeline::{Group, Names};
use tracing::{error, info, warn};
use vault::Key;
use web::words::Tongue;
use web::{LetterLink, LetterOrder, Ordered};

use super::Opened;
use super::overseeing::Absent;
use super::workers::Closing;
use crate::settings::typed::Serve;

/// Slots of a letter.
const SLOTS: usize = 10;
/// Is one due? Asked this often.
const LOOK: Duration = Duration::from_secs(5);
/// Letters put down in one turn.
const AT_ONCE: u32 = 500;
/// A job that nobody tries any more is put down anew after so long.
const ANEW: Duration = Duration::from_secs(6 * 3600);
/// After so many refusals one after the other nobody reads mail there.
const REFUSED_AT_MOST: u32 = 5;

/// Cheap to copy.
#[derive(Clone)]
pub struct Letters(Arc<Inside>);

struct Inside {
    readers: Readers,
    store: Store,
    /// `None` without a mail server.
    mailer: Option<Mailer>,
    key: Key,
    zone: TimeZone,
    public_url: String,
    edition: String,
    absent: Absent,
}

impl Letters {
    pub fn new(mailer: Option<Mailer>, edition: &Opened, serve: &Serve, absent: Absent) -> Letters {
        Letters(Arc::new(Inside {
            readers: edition.readers.clone(),
            store: edition.store.clone(),
            mailer,
            key: edition.newsroom_key.derive("caulbart/letters/v1"),
            zone: super::desk::zone(),
            public_url: serve.public_url.as_deref().unwrap_or_default().trim_end_matches('/').to_owned(),
            edition: edition.store.edition().title.clone(),
            absent,
        }))
    }

    pub fn are_sent(&self) -> bool {
        self.0.mailer.is_some()
    }

    /// Deposits what letters need; where the address is new, whoever reads mail there is asked first.
    pub async fn order(&self, reader: ReaderId, order: LetterOrder) -> Result<Ordered, Error> {
        let Some(mailer) = &self.0.mailer else { return Ok(Ordered::Unsent) };
        let LetterOrder { to, language, rhythm } = order;
        let now = Time::now();
        let when = (rhythm, next_due(rhythm, now, &self.0.zone));
        let (id, asks) = self.0.readers.order_letter(reader, &to, language, when, now).await?;
        if !asks {
            return Ok(Ordered::Goes);
        }
        let mail = Confirming {
            to,
            language: language.to_owned(),
            edition: self.0.edition.clone(),
            confirm_at: self.address(LetterLink::Confirm, id),
            end_at: self.address(LetterLink::End, id),
            number: format!("order-{id}"),
        };
        if let Err(fault) = mailer.ask(&mail).await {
            warn!("A letter could not be begun: {fault}. {}", fault.hint());
            self.0.readers.end_letter(id).await?;
            return Ok(Ordered::Unsent);
        }
        Ok(Ordered::Asked)
    }

    /// The letter that a link of ours names; `None` for one that was made up.
    pub fn named(&self, link: LetterLink, id: &str, sign: &str) -> Option<LetterId> {
        let id: LetterId = id.parse().ok()?;
        // Two hashes are compared: how long that takes tells nothing of the sign.
        let hash = |sign: &str| self.0.key.mac("compared", &[sign.as_bytes()]);
        (hash(sign) == hash(&self.sign(link, id))).then_some(id)
    }

    fn sign(&self, link: LetterLink, id: LetterId) -> String {
        let mac = self.0.key.mac(link.word(), &[&id.0.to_be_bytes()]);
        mac.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    fn address(&self, link: LetterLink, id: LetterId) -> String {
        format!("{}/letter/{}/{id}/{}", self.0.public_url, link.word(), self.sign(link, id))
    }

    /// Puts down what is due, and destroys what was deposited for letters that have ended.
    pub async fn watch(self, queue: Queue, mut closing: Closing) {
        let mut put = HashMap::new();
        while !closing.is_closing() {
            let now = Time::now();
            if self.are_sent()
                && let Err(failure) = self.put_down(&queue, &mut put, now).await
            {
                error!("Letters that are due wait: {failure}; {}", failure.hint());
            }
            match self.0.readers.withdraw_ended(now).await {
                Ok(()) | Err(Error::Vault(vault::Error::Down(_))) => {}
                Err(failure) => error!("What was deposited for letters that have ended is still there: {failure}"),
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                () = closing.closes() => {}
            }
        }
    }

    /// The rows tell what is due, and a job that runs or waits is not put down again. `put` is what was, and when.
    async fn put_down(
        &self,
        queue: &Queue,
        put: &mut HashMap<(LetterId, Time), Instant>,
        now: Time,
    ) -> store::Result<()> {
        let due = self.0.store.letters_due(now, AT_ONCE).await?;
        let waits: Vec<_> = due.iter().map(|row| (row.id, row.due)).collect();
        put.retain(|which, when| waits.contains(which) && when.elapsed() < ANEW);
        let new: Vec<_> = waits.into_iter().filter(|which| !put.contains_key(which)).collect();
        // While the vault is down they wait here: each try would fail.
        if new.is_empty() || !self.0.readers.vault_answers().await {
            return Ok(());
        }
        let jobs: Vec<Job> = new.iter().map(|(letter, due)| Job::Letter { letter: *letter, due: due.0 }).collect();
        queue.enqueue(&jobs, now).await?;
        put.extend(new.into_iter().map(|which| (which, Instant::now())));
        Ok(())
    }

    pub async fn run(self, job: Job) -> Result<(), Failure> {
        let (Job::Letter { letter, due }, Some(mailer)) = (job, &self.0.mailer) else { return Ok(()) };
        let row = self.0.store.letter(letter).await?;
        // Run twice, it finds the next one due.
        let Some(row) = row.filter(|row| row.is_confirmed && row.due.0 == due) else { return Ok(()) };
        let now = Time::now();
        let written = match self.0.readers.write_letter(&row, SLOTS, now).await {
            Ok(Some(written)) => written,
            Ok(None) => return self.end(&row, "its address does not open").await,
            Err(Error::Vault(vault::Error::Refused(_))) => return self.end(&row, "its keys were withdrawn").await,
            Err(failure) => return Err(Failure::passing(failure.to_string())),
        };
        // However long it was late: one, then the next at its time.
        let next = next_due(row.rhythm, now, &self.0.zone);
        if written.front.slots.is_empty() {
            return Ok(self.0.store.letter_sent(&row, next, row.refused).await.map(|_| ())?);
        }
        let refused = match mailer.send_letter(&self.letter(&row, written)).await {
            Ok(()) => {
                self.0.absent.count_letter();
                0
            }
            Err(fault) if fault.blame() != Blame::Reader => return Err(Failure::passing(fault.to_string())),
            Err(fault) => {
                warn!(letter = row.id.0, "A letter was not taken: {fault}. {}", fault.hint());
                row.refused.saturating_add(1)
            }
        };
        if refused >= REFUSED_AT_MOST {
            return self.end(&row, "the mail server refused it again and again").await;
        }
        Ok(self.0.store.letter_sent(&row, next, refused).await.map(|_| ())?)
    }

    async fn end(&self, row: &LetterRow, why: &str) -> Result<(), Failure> {
        info!(letter = row.id.0, "A letter has ended: {why}");
        self.0.readers.end_letter(row.id).await.map_err(|failure| Failure::passing(failure.to_string()))
    }

    fn letter(&self, row: &LetterRow, written: Written) -> Letter {
        let Written { to, language, front } = written;
        let tongue = Tongue::from_tag(&language).unwrap_or(Tongue::English);
        let slots = front.slots.iter().map(|shown| self.slot(shown, Language::from_tag(&language))).collect();
        Letter {
            to,
            edition: self.0.edition.clone(),
            day: web::words::day(tongue, front.composed, &self.0.zone),
            slots,
            front_at: format!("{}/", self.0.public_url),
            data_at: format!("{}/my-data", self.0.public_url),
            end_at: self.address(LetterLink::End, row.id),
            number: format!("letter-{}-{}", row.id, row.due.0),
            language,
        }
    }

    fn slot(&self, shown: &Shown, language: Language) -> LetterSlot {
        let item = &shown.item;
        let name = |id: SourceId| self.0.readers.source(id).map(|source| source.title.clone()).unwrap_or_default();
        let names = Names { source: &name };
        // As on the page: what is seen without being told is told last.
        let telling = shown.slot.why.iter().find(|reason| reason.group != Group::Format).or(shown.slot.why.first());
        LetterSlot {
            title: item.title.clone(),
            source: shown.source.as_ref().map(|source| source.title.clone()).unwrap_or_default(),
            standfirst: item.standfirst.clone(),
            reason: telling.map(|reason| reason.words(language, &names)).unwrap_or_default(),
            link: format!("{}/article/{}", self.0.public_url, item.id),
            language: item.language.tag().to_owned(),
        }
    }
}
