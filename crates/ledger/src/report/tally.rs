//! How many of each were there in a period?

use super::Report;
use super::beats::Beats;
use super::decisions::Decisions;
use super::period::{Period, Place, Span};
use super::requests::{Requests, Waiting};
use super::table::{Measure, Table, count};
use crate::entry::{Access, Body, Entry, Kind, Minute, Sealed, Subjects, Transfer};

/// A report in the making: all entries of a log go by in their order, from the first on.
///
/// Only entries of the period are counted. Of those before it, what stands in force when it begins is remembered: the last policy,
/// the last beat, and the requests that have no outcome yet.
#[derive(Debug, Clone)]
pub struct Tally {
    span: Span,
    latest: Minute,
    waiting: Waiting,
    entries: Table,
    requests: Requests,
    access: Table,
    transfers: Table,
    decisions: Decisions,
    erasures: Table,
    sealed: Table,
    beats: Beats,
}

fn subjects(subjects: &Subjects) -> u64 {
    match subjects {
        Subjects::One { .. } => 1,
        Subjects::Many { count, .. } => *count,
    }
}

impl Tally {
    #[must_use]
    pub fn new(period: Period) -> Self {
        let mut entries = Table::new("entries", &["kind"], &[Measure::Count("entries")]);
        Kind::ALL.iter().for_each(|kind| entries.add(&[kind], &[]));
        let access = &[Measure::Count("entries"), Measure::Count("subjects"), Measure::Count("minutes")];
        let transfers = &[Measure::Count("transfers"), Measure::Count("bytes"), Measure::Count("subjects")];
        let transfer_keys = &["to", "country", "basis", "types", "use", "method"];
        Self {
            span: Span::new(period),
            latest: period.start(),
            waiting: Waiting::default(),
            entries,
            requests: Requests::new(),
            access: Table::new("access", &["role", "purpose", "country", "fields"], access),
            transfers: Table::new("transfers", transfer_keys, transfers),
            decisions: Decisions::new(),
            erasures: Table::new("erasures", &["by"], &[Measure::Count("erasures")]),
            sealed: Table::new("sealed", &["state", "hidden"], &[Measure::Count("entries")]),
            beats: Beats::new(period),
        }
    }

    /// Takes the next entry. Once one is later than the period, there is nothing more to count.
    pub fn add(&mut self, entry: &Entry) {
        let (index, had_begun) = (self.span.seen, self.span.from.is_some());
        let place = self.span.next(entry);
        self.latest = self.latest.max(entry.time);
        if self.span.from.is_some() && !had_begun {
            self.requests.open("open-before", &self.waiting);
        }
        match place {
            Place::After => {}
            Place::Before => self.stand(index, entry, false),
            Place::Inside => {
                self.entries.add(&[&entry.kind()], &[("entries", count(1))]);
                self.stand(index, entry, true);
                self.count(entry);
            }
        }
    }

    /// What is to be known of later.
    fn stand(&mut self, index: u64, entry: &Entry, is_inside: bool) {
        match &entry.body {
            Body::Policy(policy) => self.beats.policy(entry.time, policy),
            Body::Beat(beat) => self.beats.beat(entry.time, beat, is_inside),
            Body::Request(request) => {
                self.waiting.ask(index, entry.time, request);
                if is_inside {
                    self.requests.received(request);
                }
            }
            Body::Outcome(outcome) => {
                let open = self.waiting.answer(outcome);
                if is_inside {
                    self.requests.answered(outcome, open.as_ref());
                }
            }
            _ => {}
        }
    }

    fn count(&mut self, entry: &Entry) {
        match &entry.body {
            Body::Access(access) => {
                let Access { role, purpose, country, fields, .. } = access;
                let figures = [
                    ("entries", count(1)),
                    ("subjects", count(subjects(&access.subjects))),
                    ("minutes", count(access.minutes)),
                ];
                self.access.add(&[role, purpose, country, fields], &figures);
            }
            Body::Transfer(transfer) => {
                let Transfer { to, country, basis, types, end_use, method, .. } = transfer;
                let figures = [
                    ("transfers", count(1)),
                    ("bytes", count(transfer.volume)),
                    ("subjects", count(transfer.subjects.as_ref().map_or(0, subjects))),
                ];
                self.transfers.add(&[to, country, basis, types, end_use, method], &figures);
            }
            Body::Decision(decision) => self.decisions.add(decision),
            Body::Erase(erase) => self.erasures.add(&[&erase.by], &[("erasures", count(1))]),
            Body::Sealed(Sealed::Closed { .. }) => self.sealed.add(&[&"closed", &"unknown"], &[("entries", count(1))]),
            Body::Sealed(Sealed::Open { content, .. }) => {
                // What does not hold is no entry, so this one does.
                let hidden = Entry::parse(content).map_or("unknown", |entry| entry.kind().word());
                self.sealed.add(&[&"open", &hidden], &[("entries", count(1))]);
            }
            Body::Release(_) | Body::Policy(_) | Body::Request(_) | Body::Outcome(_) | Body::Beat(_) => {}
        }
    }

    /// Has an entry come that is later than the period? Until then, more may come.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.span.to.is_some()
    }

    /// What there is so far. It is final once [`Self::is_over`].
    #[must_use]
    pub fn report(&self) -> Report {
        let Self { mut requests, .. } = self.clone();
        if self.span.from.is_none() {
            requests.open("open-before", &self.waiting);
        }
        requests.open("open-after", &self.waiting);
        let mut tables = vec![self.entries.clone()];
        tables.extend(requests.tables());
        tables.extend([self.access.clone(), self.transfers.clone()]);
        tables.extend(self.decisions.clone().tables());
        tables.extend([self.erasures.clone(), self.sealed.clone()]);
        tables.extend(self.beats.clone().tables(self.latest));
        let to = self.span.to.unwrap_or(self.span.seen);
        Report { period: self.span.period, from: self.span.from.unwrap_or(to), to, tables }
    }
}
