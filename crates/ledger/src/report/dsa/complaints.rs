//! Part 7: what came of complaints. The log knows them by the decisions that answer them.

use std::collections::BTreeMap;

use super::moderation::PLATFORMS;
use super::{SCOPED, Sheet};
use crate::entry::{Action, Decision, Object};

/// Of which complaints the log knows what came of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    All,
    /// Those about content.
    Content,
    Accounts,
    Nothing,
}

#[derive(Debug, Clone, Default)]
pub struct Complaints {
    /// Answers by what they did, and whether it was about an account.
    answers: BTreeMap<(Action, bool), u64>,
}

impl Complaints {
    pub fn add(&mut self, decision: &Decision) {
        if decision.answers.is_some() {
            *self.answers.entry((decision.action, decision.object == Object::Account)).or_default() += 1;
        }
    }

    fn count(&self, actions: &[Action], known: Known) -> u64 {
        let is_asked = |is_account: bool| known == Known::All || is_account == (known == Known::Accounts);
        let asked =
            self.answers.iter().filter(|((action, is_account), _)| actions.contains(action) && is_asked(*is_account));
        asked.map(|(_, count)| count).sum()
    }

    /// When a complaint came, and which were never answered, is not in the log.
    pub fn write(&self, sheet: &mut Sheet<'_>) {
        sheet.head(SCOPED);
        for (indicator, scopes, known) in INDICATORS {
            for scope in *scopes {
                let actions: Option<&[Action]> = match *scope {
                    "Decisions upheld" => Some(&[Action::Upheld]),
                    "Decisions partially reversed" => Some(&[Action::Withheld, Action::Restricted, Action::Removed]),
                    "Decisions reversed" => Some(&[Action::Restored]),
                    _ => None,
                };
                let value = actions.filter(|_| *known != Known::Nothing).map(|actions| self.count(actions, *known));
                let who = if *scope == "Total number" && *known == Known::All { "All" } else { PLATFORMS };
                let value = value.map_or(String::new(), |value| value.to_string());
                sheet.row(who, [section(indicator), *indicator, *scope, &value].map(str::to_owned).to_vec());
            }
        }
    }
}

fn section(indicator: &str) -> &'static str {
    match indicator {
        dispute if dispute.starts_with("Number of disputes") => "Out-of-court dispute settlement bodies",
        offender if offender.starts_with("Number of suspensions") => "Suspensions imposed on repeated offenders",
        _ => "Internal complaints mechanism",
    }
}

const FATES: &[&str] =
    &["Total number", "Decisions upheld", "Decisions partially reversed", "Decisions reversed", "Median time"];
const TOTAL: &[&str] = &["Total number"];

/// Indicator, scopes, and what the log knows of it.
const INDICATORS: &[(&str, &[&str], Known)] = &[
    (
        "Number of complaints submitted to the internal-complaints mechanism",
        &[
            "Total number",
            "Decisions upheld",
            "Decisions partially reversed",
            "Decisions reversed",
            "Median time",
            "Decision omitted",
        ],
        Known::All,
    ),
    ("Number of restrictions newly imposed as a result of an internal complaint", TOTAL, Known::Nothing),
    (
        "Complaint regarding a decision to remove or disable access to or restrict visibility of information",
        FATES,
        Known::Content,
    ),
    ("Complaint regarding a decision to suspend or terminate the provision of the service", FATES, Known::Nothing),
    ("Complaint regarding a decision to suspend or terminate an account ", FATES, Known::Accounts),
    ("Complaint regarding a decision to restrict the ability to monetise information", FATES, Known::Nothing),
    (
        "Complaint regarding a decision not to take action on a notice submitted in accordance with Article 16",
        FATES,
        Known::Nothing,
    ),
    (
        "Complaint regarding a decision not to take action on a notice submitted by a Trusted Flagger in accordance with Article 16",
        FATES,
        Known::Nothing,
    ),
    (
        "Number of disputes submitted to out-of-court dispute settlement bodies",
        &[
            "Total number",
            "Decisions upheld",
            "Decisions partially reversed",
            "Decisions reversed",
            "Median time",
            "Decision omitted",
            "Percentage of outcomes implemented",
        ],
        Known::Nothing,
    ),
    ("Number of suspensions enacted for the provision of manifestly illegal content ", TOTAL, Known::Nothing),
    ("Number of suspensions enacted for the provision of manifestly unfounded notices", TOTAL, Known::Nothing),
    ("Number of suspensions enacted for the provision of manifestly unfounded complaints", TOTAL, Known::Nothing),
];
