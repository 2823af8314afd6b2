//! Who asked, for how much, and what became of it?
//!
//! Each row balances: what was open when the period began, and what came, was answered or is open when it ends.

use std::collections::HashMap;

use super::table::{Figure, Measure, Table, count, share};
use crate::entry::{Country, Minute, Outcome, Request, RequestType, Settled};

const MEASURES: &[Measure] = &[
    Measure::Count("open-before"),
    Measure::Count("received"),
    Measure::Count("accounts-asked"),
    Measure::Count("items-asked"),
    Measure::Count("answered-none"),
    Measure::Count("answered-some"),
    Measure::Count("answered-all"),
    Measure::Count("open-after"),
    Measure::Share("granted"),
    Measure::Share("accounts-disclosed"),
    Measure::Share("items-acted-on"),
];

/// A request that has no outcome yet.
#[derive(Debug, Clone)]
pub struct Open {
    pub time: Minute,
    pub country: Country,
    pub asked: RequestType,
    accounts: u64,
    items: u64,
}

/// Requests of a whole log that are still open, by their index.
#[derive(Debug, Clone, Default)]
pub struct Waiting(HashMap<u64, Open>);

impl Waiting {
    pub fn ask(&mut self, index: u64, time: Minute, request: &Request) {
        let Request { country, asked, accounts, items, .. } = *request;
        self.0.insert(index, Open { time, country, asked, accounts, items });
    }

    /// The request that an outcome answers; none where it names no open one.
    pub fn answer(&mut self, outcome: &Outcome) -> Option<Open> {
        self.0.remove(&outcome.request)
    }
}

#[derive(Debug, Clone)]
pub struct Requests {
    requests: Table,
    removals: Table,
    outcomes: Table,
}

impl Requests {
    pub fn new() -> Self {
        let outcomes = &[
            Measure::Count("outcomes"),
            Measure::Count("accounts"),
            Measure::Count("items"),
            Measure::Count("without-request"),
        ];
        Self {
            requests: Table::new("requests", &["country", "type"], MEASURES),
            removals: Table::new("removals", &["country", "type"], MEASURES),
            outcomes: Table::new("outcomes", &["result"], outcomes),
        }
    }

    fn add(&mut self, country: Country, asked: RequestType, figures: &[(&'static str, Figure)]) {
        let table = if asked == RequestType::Removal { &mut self.removals } else { &mut self.requests };
        table.add(&[&country, &asked], figures);
    }

    /// What is open where the period begins, or where it ends.
    pub fn open(&mut self, measure: &'static str, waiting: &Waiting) {
        waiting.0.values().for_each(|open| self.add(open.country, open.asked, &[(measure, count(1))]));
    }

    pub fn received(&mut self, request: &Request) {
        let Request { country, asked, accounts, items, .. } = *request;
        let figures = [("received", count(1)), ("accounts-asked", count(accounts)), ("items-asked", count(items))];
        self.add(country, asked, &figures);
    }

    pub fn answered(&mut self, outcome: &Outcome, open: Option<&Open>) {
        let Outcome { result, accounts, items, .. } = *outcome;
        let figures = [
            ("outcomes", count(1)),
            ("accounts", count(accounts)),
            ("items", count(items)),
            ("without-request", count(u64::from(open.is_none()))),
        ];
        self.outcomes.add(&[&result], &figures);
        let Some(open) = open else { return };
        let answer = match result {
            Settled::None => "answered-none",
            Settled::Some => "answered-some",
            Settled::All => "answered-all",
        };
        let figures = [
            (answer, count(1)),
            ("granted", share(u64::from(result != Settled::None), 1)),
            ("accounts-disclosed", share(accounts, open.accounts)),
            ("items-acted-on", share(items, open.items)),
        ];
        self.add(open.country, open.asked, &figures);
    }

    pub fn tables(self) -> [Table; 3] {
        [self.requests, self.removals, self.outcomes]
    }
}
