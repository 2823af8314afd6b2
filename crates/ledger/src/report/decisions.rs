//! What was withheld, restricted or removed, and what came of appeals?

use super::table::{Measure, Table, count, share};
use crate::entry::{Action, Automated, Decision, Where};

#[derive(Debug, Clone)]
pub struct Decisions {
    decisions: Table,
    rules: Table,
    appeals: Table,
}

impl Decisions {
    pub fn new() -> Self {
        let keys = &["object", "ground", "action", "automated", "notice"];
        let measures = &[Measure::Count("decisions"), Measure::Share("automated"), Measure::Share("everywhere")];
        let appeals = &[Measure::Count("answers"), Measure::Share("restored")];
        Self {
            decisions: Table::new("decisions", keys, measures),
            rules: Table::new("rules", &["ground", "rule"], &[Measure::Count("decisions")]),
            appeals: Table::new("appeals", &["object", "ground", "action"], appeals),
        }
    }

    pub fn add(&mut self, decision: &Decision) {
        let Decision { object, ground, action, automated, notice, rule, .. } = decision;
        let figures = [
            ("decisions", count(1)),
            ("automated", share(u64::from(*automated == Automated::Yes), 1)),
            ("everywhere", share(u64::from(decision.place == Where::All), 1)),
        ];
        self.decisions.add(&[object, ground, action, automated, notice], &figures);
        self.rules.add(&[ground, rule], &[("decisions", count(1))]);
        if decision.answers.is_some() {
            let figures = [("answers", count(1)), ("restored", share(u64::from(*action == Action::Restored), 1))];
            self.appeals.add(&[object, ground, action], &figures);
        }
    }

    pub fn tables(self) -> [Table; 3] {
        [self.decisions, self.rules, self.appeals]
    }
}
