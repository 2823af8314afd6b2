//! Reports of what stands in the ledger: computed from its first entry on, published once, never changed.

use ledger::entry::{Entry, Minute};
use ledger::report::{Period, Report, Tally};
use ledger::tiles::{Level, Tile, WIDTH};
use ledger::tree::Frontier;

use crate::{Error, Oversight, disk};

/// Reports of so many periods are computed in one reading.
const AT_ONCE: usize = 64;

/// What a log has to say about a period so far.
#[derive(Debug, Clone)]
pub struct Reported {
    pub report: Report,
    /// An entry is later than the period: nothing is added any more.
    pub is_final: bool,
}

impl Oversight {
    /// Hands each entry of the log to `take`, from the first on.
    pub fn each_entry(&self, mut take: impl FnMut(u64, &Entry)) -> Result<(), Error> {
        let size = self.book().head()?.map_or(0, |head| head.checkpoint.size);
        let mut index = 0;
        while let Some(bundle) = Tile::of(size, Level::Entries, index / u64::from(WIDTH)) {
            for bytes in self.files().entries(bundle)? {
                take(index, &Entry::parse(&bytes)?);
                index += 1;
            }
            if bundle.width < WIDTH {
                break;
            }
        }
        Ok(())
    }

    /// The report of a period, whether it is over or not.
    pub fn reported(&self, period: Period) -> Result<Reported, Error> {
        let [tally] = self.tallied([Tally::new(period)])?;
        Ok(Reported { report: tally.report(), is_final: tally.is_over() })
    }

    fn tallied<T: AsMut<[Tally]>>(&self, mut tallies: T) -> Result<T, Error> {
        self.each_entry(|_, entry| {
            tallies.as_mut().iter_mut().filter(|tally| !tally.is_over()).for_each(|tally| tally.add(entry));
        })?;
        Ok(tallies)
    }

    /// Publishes the report of a period that is over. False where it is published already.
    pub async fn publish(&self, period: Period) -> Result<bool, Error> {
        let Reported { report, is_final } = self.reported(period)?;
        if !is_final {
            return Err(Error::Refused(format!(
                "The period {period} is not over: its report is published once the ledger has an entry that is later."
            )));
        }
        self.put(&report).await
    }

    /// Publishes what is over and not published yet, of the months, quarters and years since the first entry.
    pub async fn publish_finished(&self, now: Minute) -> Result<Vec<Period>, Error> {
        let Some(first) = self.first_minute()? else { return Ok(Vec::new()) };
        let missing = Period::over(first, now).filter(|period| !self.is_published(*period));
        let tallies: Vec<Tally> = missing.take(AT_ONCE).map(Tally::new).collect();
        let mut published = Vec::new();
        if tallies.is_empty() {
            return Ok(published);
        }
        for tally in self.tallied(tallies)?.iter().filter(|tally| tally.is_over()) {
            let report = tally.report();
            if self.put(&report).await? {
                published.push(report.period);
            }
        }
        Ok(published)
    }

    fn first_minute(&self) -> Result<Option<Minute>, Error> {
        match self.book().head()? {
            Some(_) => Ok(Some(Entry::parse(&self.book().entry(0)?)?.time)),
            None => Ok(None),
        }
    }

    fn is_published(&self, period: Period) -> bool {
        let folder = self.files().folder().join("reports");
        ["csv", "note"].iter().all(|kind| folder.join(format!("{period}.{kind}")).exists())
    }

    async fn put(&self, report: &Report) -> Result<bool, Error> {
        let period = report.period;
        let head = self.book().head()?.ok_or(Error::NoEntry { index: 0, size: 0 })?;
        let root = Frontier::of(report.to, self.files().nodes(report.to))?.root();
        let publication = report.publication(&head.checkpoint.origin, root);
        let (csv, note) = (format!("{period}.csv"), format!("{period}.note"));
        let kept = |name: &str| disk::read(&self.files().folder().join("reports").join(name));
        let (old_csv, old_note) = (kept(&csv)?, kept(&note)?);
        let text = publication.statement.to_string();
        let is_other_note = old_note.as_ref().is_some_and(|note| !note.starts_with(format!("{text}\n").as_bytes()));
        if is_other_note || old_csv.as_ref().is_some_and(|old| *old != publication.csv) {
            return Err(Error::Refused(format!(
                "The report {period} is published already and is not what the entries give; what was published is not changed."
            )));
        }
        let is_new = old_csv.is_none() || old_note.is_none();
        if old_csv.is_none() {
            self.book().keep_report(&csv, publication.csv).await?;
        }
        if old_note.is_none() {
            self.book().keep_report(&note, self.book().sign(&text)?.to_string().into_bytes()).await?;
        }
        Ok(is_new)
    }
}
