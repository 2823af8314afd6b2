//! What does the EU's template ask for, and which of it does the log know?
//!
//! Commission Implementing Regulation (EU) 2024/2835, Annex I, quantitative template: its parts as CSV files, with its words. Cells
//! that the log cannot know stay empty, for whoever publishes them to fill (`docs/reports.md` says which, and why).

mod categories;
mod complaints;
mod moderation;
mod orders;

use super::Period;
use super::csv::line;
use super::period::{Place, Span};
use super::requests::Waiting;
use crate::entry::{Body, Day, Entry, Ground};
use complaints::Complaints;
use moderation::Moderation;
use orders::ByCountry;

/// The columns of parts 7 and 8.
const SCOPED: &[&str] = &["Section", "Indicator", "Scope", "Value", "Contextual Information"];

/// What the template wants and no entry says.
#[derive(Debug, Clone, Default)]
pub struct Service<'a> {
    /// What readers know it by.
    pub name: &'a str,
    /// Who offers it.
    pub provider: &'a str,
    pub published: Option<Day>,
    /// When the report before this one was published.
    pub previously: Option<Day>,
}

/// A file of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub name: &'static str,
    pub bytes: Vec<u8>,
}

/// The template in the making: all entries of a log go by in their order, from the first on.
#[derive(Debug, Clone)]
pub struct Template {
    span: Span,
    waiting: Waiting,
    orders: ByCountry,
    moderation: Moderation,
    complaints: Complaints,
}

impl Template {
    #[must_use]
    pub fn new(period: Period) -> Self {
        Self {
            span: Span::new(period),
            waiting: Waiting::default(),
            orders: ByCountry::default(),
            moderation: Moderation::default(),
            complaints: Complaints::default(),
        }
    }

    pub fn add(&mut self, entry: &Entry) {
        let index = self.span.seen;
        let is_inside = match self.span.next(entry) {
            Place::Before => false,
            Place::Inside => true,
            Place::After => return,
        };
        match &entry.body {
            Body::Request(request) => {
                self.waiting.ask(index, entry.time, request);
                if is_inside {
                    self.orders.received(request);
                }
            }
            Body::Outcome(outcome) => {
                if let Some(open) = self.waiting.answer(outcome).filter(|_| is_inside) {
                    self.orders.answered(entry.time, outcome, &open);
                }
            }
            Body::Decision(decision) if is_inside => {
                self.moderation.add(decision);
                self.complaints.add(decision);
            }
            _ => {}
        }
    }

    #[must_use]
    pub fn parts(&self, service: &Service<'_>) -> Vec<Part> {
        let period = self.span.period;
        let part = |name, write: &dyn Fn(&mut Sheet<'_>)| {
            let mut sheet = Sheet::new(service.name, period);
            write(&mut sheet);
            Part { name, bytes: sheet.out.into_bytes() }
        };
        let moderation = &self.moderation;
        vec![
            Part { name: "1_report_identification.csv", bytes: identification(service, period) },
            part("3_member_states_orders.csv", &|sheet| self.orders.write(sheet)),
            part("4_notices.csv", &|sheet| moderation.write_notices(sheet)),
            part("5_own_initiative_illegal.csv", &|sheet| moderation.write_own_initiative(sheet, Ground::Illegal)),
            part("6_own_initiative_TC.csv", &|sheet| moderation.write_own_initiative(sheet, Ground::Terms)),
            part("7_appeals_and_recidivism.csv", &|sheet| self.complaints.write(sheet)),
            part("8_automated_means.csv", &|sheet| moderation.write_automated(sheet)),
        ]
    }
}

/// RFC 4180 has it so, and the regulation asks for RFC 4180.
const END: &str = "\r\n";

fn identification(service: &Service<'_>, period: Period) -> Vec<u8> {
    let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
    let mut out = String::new();
    line(&mut out, ["Applicability", "Service", "Indicator", "Value"], END);
    for (indicator, value) in [
        ("Name of the service provider", service.provider.to_owned()),
        ("Date of the publication of the report", day(service.published)),
        ("Date of the publication of the latest previous report", day(service.previously)),
        ("Starting date of reporting period", period.first_day().to_string()),
        ("Ending date of reporting period", period.last_day().to_string()),
    ] {
        line(&mut out, ["All", service.name, indicator, &value], END);
    }
    out.into_bytes()
}

/// A part with its columns: whom it applies to, service and period stand first in each.
struct Sheet<'a> {
    service: &'a str,
    period: String,
    columns: usize,
    out: String,
}

impl<'a> Sheet<'a> {
    fn new(service: &'a str, period: Period) -> Self {
        let period = format!("{}/{}", period.first_day(), period.last_day());
        Self { service, period, columns: 0, out: String::new() }
    }

    fn head(&mut self, columns: &[&str]) {
        self.columns = columns.len();
        let first = ["Applicability", "Service", "Reporting period"];
        line(&mut self.out, first.into_iter().chain(columns.iter().copied()), END);
    }

    /// Columns of which each has another one for its context.
    fn head_with(&mut self, category: &str, figures: &[&str], context: &str) {
        let contexts: Vec<String> = figures.iter().map(|figure| format!("{context} {figure}")).collect();
        let mut columns = vec![category, "Description of the sub-category \"Other\""];
        columns.extend(figures);
        columns.extend(contexts.iter().map(String::as_str));
        self.head(&columns);
    }

    /// Cells that are not given stay empty.
    fn row(&mut self, applicability: &str, mut cells: Vec<String>) {
        cells.resize(self.columns, String::new());
        let first = [applicability, self.service, &self.period];
        line(&mut self.out, first.into_iter().chain(cells.iter().map(String::as_str)), END);
    }
}
