//! Parts 4, 5, 6 and 8: what was done about content, who pointed it out, and what machines did.

use std::collections::{BTreeMap, BTreeSet};

use super::Sheet;
use super::categories::{KEYWORD_OTHER, OTHER_TERMS, Row, row, rows};
use crate::entry::{Action, Automated, Decision, Ground, Notice, Object};

/// Where terms stand that the template has no word for, each with what it is called.
const OTHER: Row = Row::Keyword(OTHER_TERMS.code, KEYWORD_OTHER);

pub const HOSTING: &str = "Only for providers of hosting services, including online platforms";
pub const PLATFORMS: &str = "Only for providers of online platforms";

/// What the template asks of a measure that was taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Measure {
    ground: Ground,
    notice: Notice,
    action: Action,
    is_account: bool,
    automated: Automated,
    row: Row,
    /// Of terms that the template has no word for.
    rule: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Moderation {
    measures: BTreeMap<Measure, u64>,
}

impl Moderation {
    /// Adds what is a measure; what answers a complaint, or takes something back, is none.
    pub fn add(&mut self, decision: &Decision) {
        let Decision { action, object, ground, automated, notice, .. } = *decision;
        let is_account = object == Object::Account;
        if decision.answers.is_some() || matches!(action, Action::Restored | Action::Upheld) {
            return;
        }
        let (row, rule) = match (row(&decision.rule), ground) {
            (Row::Total, Ground::Terms) => (OTHER, Some(decision.rule.to_string())),
            (row, _) => (row, None),
        };
        let measure = Measure { ground, notice, action, is_account, automated, row, rule };
        *self.measures.entry(measure).or_default() += 1;
    }

    fn count(&self, is: impl Fn(&Measure) -> bool) -> u64 {
        self.measures.iter().filter(|(measure, _)| is(measure)).map(|(_, count)| count).sum()
    }

    /// How many there are in a row. Where some rules say less than the row asks, nothing is not known to be nothing.
    fn known(&self, row: Row, is: impl Fn(&Measure) -> bool) -> Option<u64> {
        let count = self.count(|measure| is(measure) && row.has(measure.row));
        let says_less = |measure: &Measure| measure.row != row && measure.row.has(row);
        (count > 0 || self.count(|measure| is(measure) && says_less(measure)) == 0).then_some(count)
    }

    /// Part 4. How many notices came, and when, the log does not know: it has those that something was done about.
    pub fn write_notices(&self, sheet: &mut Sheet<'_>) {
        let figures = [
            "Number of notices received ",
            "Number of notices received from Trusted flaggers",
            "Number of specific items of information included in the total number of notices",
            "Number of specific items of information included in the total number of notices by Trusted Flaggers (Trusted Flagger notices)",
            "Median time to take action",
            "Median time to take action (Trusted Flagger notices)",
            "Number of actions taken on the basis of the law",
            "Number of actions taken on the basis of the law (Trusted Flagger notices)",
            "Number of actions taken on the basis of the terms and conditions of the service",
            "Number of actions taken on the basis of the terms and conditions of the service (Trusted Flagger notices)",
        ];
        sheet.head_with("Category of illegal content", &figures, "Contextual information on");
        let mut all = rows(None);
        all.push(Row::Category("STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"));
        for row in all {
            let actions = |ground, trusted_only: bool| {
                cell(self.known(row, |measure| {
                    let is_notice =
                        measure.notice == Notice::Trusted || (measure.notice == Notice::Reader && !trusted_only);
                    is_notice && measure.ground == ground
                }))
            };
            let mut cells = vec![row.code().to_owned(), String::new()];
            cells.extend(std::iter::repeat_n(String::new(), 6));
            cells.extend([actions(Ground::Illegal, false), actions(Ground::Illegal, true)]);
            cells.extend([actions(Ground::Terms, false), actions(Ground::Terms, true)]);
            // Whether somebody who notified named a category is not in the log.
            cells.truncate(if row.code() == "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE" { 2 } else { cells.len() });
            sheet.row(HOSTING, cells);
        }
    }

    /// Parts 5 and 6.
    pub fn write_own_initiative(&self, sheet: &mut Sheet<'_>, ground: Ground) {
        let (category, more) = match ground {
            Ground::Illegal => ("Category of illegal content", None),
            Ground::Terms => {
                ("Category of incompatibility with the provider's terms and conditions", Some(OTHER_TERMS))
            }
        };
        sheet.head_with(category, MEASURES, "Contextual Information on");
        let own = |measure: &Measure| measure.notice == Notice::Own && measure.ground == ground;
        let rules: BTreeSet<&str> =
            self.measures.keys().filter(|measure| own(measure)).filter_map(|measure| measure.rule.as_deref()).collect();
        for row in rows(more) {
            if row != OTHER || rules.is_empty() {
                self.write_measures(sheet, row, "", &own);
                continue;
            }
            for rule in &rules {
                self.write_measures(sheet, row, rule, &|m| own(m) && m.rule.as_deref() == Some(rule));
            }
        }
    }

    fn write_measures(&self, sheet: &mut Sheet<'_>, row: Row, other: &str, of: &dyn Fn(&Measure) -> bool) {
        let known = |is: &dyn Fn(&Measure) -> bool| self.known(row, |measure| of(measure) && is(measure));
        let content = |action| known(&|measure| !measure.is_account && measure.action == action);
        // How content was restricted otherwise the log does not say: each of these may be it.
        let restricted = content(Action::Restricted);
        let otherwise = restricted.filter(|count| *count == 0);
        let context = restricted.filter(|count| *count > 0);
        let context =
            context.map(|count| format!("Of these, {count} restricted visibility in a way that is not recorded."));
        let mut figures = vec![known(&|_| true), None, content(Action::Removed), content(Action::Withheld)];
        figures.extend([otherwise; 5]);
        figures.extend([None; 5]);
        figures.push(known(&|measure| measure.is_account && measure.action != Action::Removed));
        figures.push(known(&|measure| measure.is_account && measure.action == Action::Removed));
        let mut cells = vec![row.code().to_owned(), other.to_owned()];
        cells.extend(figures.into_iter().map(cell));
        cells.extend(context);
        sheet.row("All", cells);
    }

    /// Part 8.
    pub fn write_automated(&self, sheet: &mut Sheet<'_>) {
        sheet.head(super::SCOPED);
        for (who, scope, of) in [
            ("All", "Total number", "measures"),
            ("All", "Own-initiative ", "measures"),
            (HOSTING, "NAM Total", "notices"),
            (PLATFORMS, "NAM Trusted Flagger", "notices"),
        ] {
            let verb = if of == "measures" { "taken" } else { "processed" };
            let solely = format!("Number of {of} solely {verb} by automated means ");
            let not = format!("Number of {of} not {verb} by automated means");
            let accuracy =
                ["Accuracy", "Precision", "Recall"].map(|what| format!("Accuracy of the automated means - {what}"));
            let count = |automated| match of {
                "measures" => {
                    let is =
                        |m: &Measure| m.automated == automated && (scope == "Total number" || m.notice == Notice::Own);
                    self.count(is).to_string()
                }
                _ => String::new(),
            };
            let values = [(solely, count(Automated::Yes)), (not, count(Automated::No))];
            for (indicator, value) in values.into_iter().chain(accuracy.map(|name| (name, String::new()))) {
                let section = "Use of automated means for content moderation".to_owned();
                sheet.row(who, vec![section, indicator, scope.to_owned(), value]);
            }
        }
    }
}

fn cell(figure: Option<u64>) -> String {
    figure.map_or(String::new(), |figure| figure.to_string())
}

const MEASURES: &[&str] = &[
    "Number of measures taken at the provider's own initiative ",
    "Number of measures taken after detection with solely automated means ",
    "Visibility restriction Removal",
    "Visibility restriction Disable",
    "Visibility restriction Demoted",
    "Visibility restriction Age restricted",
    "Visibility restriction Interaction restricted",
    "Visibility restriction Labelled ",
    "Visibility restriction Other",
    "Monetary restriction Suspension",
    "Monetary restriction Termination",
    "Monetary restriction Other",
    "Provision of the service Suspension",
    "Provision of the service Termination",
    "Account restriction Suspension",
    "Account restriction Termination",
];
