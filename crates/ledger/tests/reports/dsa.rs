//! What of the EU's template is filled, and with what.

use ledger::entry::{Day, Entry};
use ledger::report::Period;
use ledger::report::dsa::{Part, Service, Template};

use crate::example::{beat, decision, log, outcome, request};
use crate::periods::minute;

fn parts(entries: &[Entry]) -> Vec<Part> {
    let mut template = Template::new(Period::parse("2026-11").unwrap());
    entries.iter().for_each(|entry| template.add(entry));
    let (published, previously) = (Day::from_text("2027-02-01"), None);
    template.parts(&Service { name: "Town News", provider: "Town, \"Ltd\"", published, previously })
}

/// Reads RFC 4180.
fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = str::from_utf8(bytes).unwrap();
    let lines = text.strip_suffix("\r\n").unwrap().split("\r\n");
    lines.map(line_cells).collect()
}

fn line_cells(line: &str) -> Vec<String> {
    let (mut cells, mut is_quoted) = (vec![String::new()], false);
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if is_quoted && rest.peek() == Some(&'"') => cells.last_mut().unwrap().extend(rest.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    assert!(!is_quoted, "{line}");
    cells
}

struct Sheet(Vec<Vec<String>>);

impl Sheet {
    fn of(entries: &[Entry], number: char) -> Self {
        let part = parts(entries).into_iter().find(|part| part.name.starts_with(number)).unwrap();
        Self(cells(&part.bytes))
    }

    /// The cell in the column of this name of the row whose cells begin, after the first three, with these.
    fn cell(&self, row: &[&str], column: &str) -> &str {
        let column = self.0[0].iter().position(|name| name == column).unwrap_or_else(|| panic!("{column}"));
        let mut rows = self
            .0
            .iter()
            .filter(|cells| cells[3..].starts_with(&row.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>()));
        let found = rows.next().unwrap_or_else(|| panic!("{row:?}"));
        &found[column]
    }
}

#[test]
fn each_part_has_the_columns_and_rows_of_the_template() {
    let wanted = [
        ("1_report_identification.csv", 4, 5),
        // A total and 14 categories with 61 keywords and 14 others, and one more; for the Union and 27 states.
        ("3_member_states_orders.csv", 20, 28 * (1 + 14 + 61 + 14 + 1)),
        ("4_notices.csv", 25, 1 + 14 + 61 + 14 + 1),
        ("5_own_initiative_illegal.csv", 37, 1 + 14 + 61 + 14),
        ("6_own_initiative_TC.csv", 37, 1 + 15 + 67 + 15),
        ("7_appeals_and_recidivism.csv", 8, 47),
        ("8_automated_means.csv", 8, 20),
    ];
    let parts = parts(&log());
    assert_eq!(parts.len(), wanted.len());
    for (part, (name, columns, rows)) in parts.iter().zip(wanted) {
        let cells = cells(&part.bytes);
        assert_eq!((part.name, cells[0].len(), cells.len() - 1), (name, columns, rows));
        assert!(cells.iter().all(|line| line.len() == columns), "{name}");
        assert!(cells[1..].iter().all(|line| line[1] == "Town News"), "{name}");
        let period =
            if columns == 4 { &line_cells("Name of the service provider")[0] } else { "2026-11-01/2026-11-30" };
        assert_eq!(cells[1][2], *period);
    }
    let first = String::from_utf8(parts[0].bytes.clone()).unwrap();
    let lines = [
        "Applicability,Service,Indicator,Value",
        "All,Town News,Name of the service provider,\"Town, \"\"Ltd\"\"\"",
        "All,Town News,Date of the publication of the report,2027-02-01",
        "All,Town News,Date of the publication of the latest previous report,",
        "All,Town News,Starting date of reporting period,2026-11-01",
        "All,Town News,Ending date of reporting period,2026-11-30",
    ];
    assert_eq!(first, lines.join("\r\n") + "\r\n");
}

#[test]
fn orders_of_member_states_are_counted_and_others_are_not() {
    let entries = vec![
        request("2026-10-31T00:00Z", "id 1; country FR; type removal; accounts 0; items 7"),
        request("2026-11-01T00:00Z", "id 2; country FR; type removal; accounts 0; items 2"),
        request("2026-11-01T00:00Z", "id 3; country DE; type removal; accounts 0; items 4"),
        request("2026-11-01T00:00Z", "id 4; country US; type removal; accounts 0; items 9"),
        request("2026-11-01T00:00Z", "id 5; country DE; type legal; accounts 2; items 0"),
        request("2026-11-01T00:00Z", "id 6; country DE; type emergency; accounts 2; items 0"),
        request("2026-11-01T00:00Z", "id 7; country DE; type preservation; accounts 2; items 0"),
        outcome("2026-11-01T01:00Z", "request 0; result all; accounts 0; items 7"),
        outcome("2026-11-01T01:00Z", "request 1; result some; accounts 0; items 1"),
        outcome("2026-11-01T02:33Z", "request 2; result all; accounts 0; items 4"),
        outcome("2026-11-09T00:00Z", "request 3; result all; accounts 0; items 9"),
        outcome("2026-11-01T03:30Z", "request 4; result none; accounts 0; items 0"),
        request("2026-12-01T00:00Z", "id 8; country FR; type removal; accounts 0; items 1"),
    ];
    let sheet = Sheet::of(&entries, '3');
    let (act, items) = (
        "Number of orders to act against illegal content received",
        "Number of specific items of information included in the total number of orders to act against illegal content",
    );
    let (effect, inform) = (
        "Median time to give effect to the order to act against illegal content",
        "Number of orders to provide information",
    );
    for (scope, act_wanted, items_wanted, effect_wanted, inform_wanted) in [
        ("TOTAL", "2", "6", "2.6", "2"),
        ("FR", "1", "2", "13.0", "0"),
        ("DE", "1", "4", "2.6", "2"),
        ("AT", "0", "0", "", "0"),
    ] {
        let cell = |column| sheet.cell(&["TOTAL", "", scope], column);
        let found = (cell(act), cell(items), cell(effect), cell(inform));
        assert_eq!(found, (act_wanted, items_wanted, effect_wanted, inform_wanted), "{scope}");
        for column in [
            "Median time to inform the authority of the receipt of the order to act against illegal content",
            "Median time to inform the authority of the receipt of the order to provide information",
            "Median time to give effect to the order to provide information",
        ] {
            assert_eq!(cell(column), "", "{scope} {column}");
        }
    }
    assert_eq!(sheet.cell(&["STATEMENT_CATEGORY_VIOLENCE", "", "TOTAL"], act), "");
}

/// Decisions of November about a comment, without those that answer others.
fn decisions(rest: &[&str]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = rest
        .iter()
        .map(|rest| decision("2026-11-02T00:53Z", &format!("id 1; {rest}; where all; answers none")))
        .collect();
    entries.push(beat(1, minute("2026-12-01T00:00Z"), "start"));
    entries
}

const OWN: &str = "Number of measures taken at the provider's own initiative ";

#[test]
fn own_measures_stand_where_their_rule_says() {
    let entries = decisions(&[
        "action removed; object comment; item 1; ground illegal; rule KEYWORD_HATE_SPEECH/de-stgb-130; automated yes; notice own",
        "action withheld; object article; item 2; ground illegal; rule KEYWORD_DEFAMATION; automated no; notice own",
        "action removed; object account; item 3; ground illegal; rule KEYWORD_HATE_SPEECH; automated no; notice own",
        "action removed; object comment; item 4; ground illegal; rule KEYWORD_HATE_SPEECH; automated no; notice authority",
        "action restored; object comment; item 4; ground illegal; rule KEYWORD_HATE_SPEECH; automated no; notice own",
        "action removed; object comment; item 5; ground terms; rule 4.2; automated no; notice own",
        "action restricted; object comment; item 5; ground terms; rule 4.2; automated no; notice own",
        "action restricted; object account; item 5; ground terms; rule 4.3; automated no; notice own",
        "action removed; object comment; item 5; ground terms; rule KEYWORD_NUDITY; automated no; notice own",
    ]);
    let illegal = Sheet::of(&entries, '5');
    let (removal, disable, other) =
        ("Visibility restriction Removal", "Visibility restriction Disable", "Visibility restriction Other");
    let (suspended, ended) = ("Account restriction Suspension", "Account restriction Termination");
    for (row, wanted) in [
        ("TOTAL", ["3", "1", "1", "0", "0", "1"]),
        ("STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH", ["3", "1", "1", "0", "0", "1"]),
        ("KEYWORD_HATE_SPEECH", ["2", "1", "0", "0", "0", "1"]),
        ("KEYWORD_DEFAMATION", ["1", "0", "1", "0", "0", "0"]),
        ("STATEMENT_CATEGORY_VIOLENCE", ["0", "0", "0", "0", "0", "0"]),
    ] {
        assert_eq!(
            [OWN, removal, disable, other, suspended, ended].map(|column| illegal.cell(&[row], column)),
            wanted,
            "{row}"
        );
    }
    let terms = Sheet::of(&entries, '6');
    for (row, wanted) in [
        (["TOTAL", ""], ["4", "2", "0", "", "1", "0"]),
        (["STATEMENT_CATEGORY_OTHER_VIOLATION_TC", ""], ["4", "2", "0", "", "1", "0"]),
        (["KEYWORD_NUDITY", ""], ["1", "1", "0", "0", "0", "0"]),
        (["KEYWORD_OTHER", "4.2"], ["2", "1", "0", "", "0", "0"]),
        (["KEYWORD_OTHER", "4.3"], ["1", "0", "0", "0", "1", "0"]),
        (["STATEMENT_CATEGORY_VIOLENCE", ""], ["0", "0", "0", "0", "0", "0"]),
    ] {
        assert_eq!(
            [OWN, removal, disable, other, suspended, ended].map(|column| terms.cell(&row, column)),
            wanted,
            "{row:?}"
        );
    }
    let context = format!("Contextual Information on {OWN}");
    assert_eq!(terms.cell(&["TOTAL"], &context), "Of these, 1 restricted visibility in a way that is not recorded.");
    for unknown in
        ["Number of measures taken after detection with solely automated means ", "Monetary restriction Other"]
    {
        assert_eq!(terms.cell(&["TOTAL"], unknown), "", "{unknown}");
    }
}

#[test]
fn where_a_rule_names_no_category_nothing_is_said_of_categories() {
    let entries = decisions(&[
        "action removed; object comment; item 1; ground illegal; rule fr/lcen-6; automated no; notice own",
        "action removed; object comment; item 1; ground illegal; rule KEYWORD_SUICIDE; automated no; notice own",
        "action removed; object comment; item 1; ground illegal; rule STATEMENT_CATEGORY_VIOLENCE; automated no; notice reader",
    ]);
    let own = Sheet::of(&entries, '5');
    for (row, wanted) in
        [("TOTAL", "2"), ("KEYWORD_SUICIDE", "1"), ("STATEMENT_CATEGORY_SELF_HARM", "1"), ("KEYWORD_PHISHING", "")]
    {
        assert_eq!(own.cell(&[row], OWN), wanted, "{row}");
    }
    let notices = Sheet::of(&entries, '4');
    let actions = "Number of actions taken on the basis of the law";
    for (row, wanted) in [
        ("TOTAL", "1"),
        ("STATEMENT_CATEGORY_VIOLENCE", "1"),
        ("KEYWORD_COORDINATED_HARM", ""),
        ("KEYWORD_PHISHING", "0"),
    ] {
        assert_eq!(notices.cell(&[row], actions), wanted, "{row}");
    }
}

#[test]
fn notices_machines_and_complaints_are_counted_as_far_as_the_log_knows() {
    let mut entries = decisions(&[
        "action removed; object comment; item 1; ground illegal; rule a; automated yes; notice reader",
        "action removed; object comment; item 1; ground illegal; rule a; automated no; notice trusted",
        "action removed; object comment; item 1; ground terms; rule a; automated no; notice trusted",
        "action removed; object comment; item 1; ground terms; rule a; automated yes; notice own",
    ]);
    let answers = [("upheld", "comment"), ("upheld", "account"), ("restored", "comment"), ("restricted", "article")];
    for (action, object) in answers {
        let rest = format!(
            "id 2; action {action}; object {object}; item 1; ground terms; rule a; automated no; notice reader; where all; answers 1"
        );
        entries.insert(4, decision("2026-11-03T00:00Z", &rest));
    }
    let notices = Sheet::of(&entries, '4');
    for (column, wanted) in [
        ("Number of notices received ", ""),
        ("Median time to take action", ""),
        ("Number of actions taken on the basis of the law", "2"),
        ("Number of actions taken on the basis of the law (Trusted Flagger notices)", "1"),
        ("Number of actions taken on the basis of the terms and conditions of the service", "1"),
        (
            "Number of actions taken on the basis of the terms and conditions of the service (Trusted Flagger notices)",
            "1",
        ),
    ] {
        assert_eq!(notices.cell(&["TOTAL"], column), wanted, "{column}");
    }

    let section = "Internal complaints mechanism";
    let all = "Number of complaints submitted to the internal-complaints mechanism";
    let content = "Complaint regarding a decision to remove or disable access to or restrict visibility of information";
    let account = "Complaint regarding a decision to suspend or terminate an account ";
    let money = "Complaint regarding a decision to restrict the ability to monetise information";
    let complaints = Sheet::of(&entries, '7');
    for (indicator, scope, wanted) in [
        (all, "Total number", ""),
        (all, "Decisions upheld", "2"),
        (all, "Decisions partially reversed", "1"),
        (all, "Decisions reversed", "1"),
        (all, "Median time", ""),
        (content, "Decisions upheld", "1"),
        (content, "Decisions partially reversed", "1"),
        (account, "Decisions upheld", "1"),
        (account, "Decisions reversed", "0"),
        (money, "Decisions upheld", ""),
    ] {
        assert_eq!(complaints.cell(&[section, indicator, scope], "Value"), wanted, "{indicator} {scope}");
    }

    let section = "Use of automated means for content moderation";
    let machines = Sheet::of(&entries, '8');
    for (indicator, scope, wanted) in [
        ("Number of measures solely taken by automated means ", "Total number", "2"),
        ("Number of measures not taken by automated means", "Total number", "2"),
        ("Number of measures solely taken by automated means ", "Own-initiative ", "1"),
        ("Number of measures not taken by automated means", "Own-initiative ", "0"),
        ("Number of notices solely processed by automated means ", "NAM Total", ""),
        ("Accuracy of the automated means - Accuracy", "Total number", ""),
    ] {
        assert_eq!(machines.cell(&[section, indicator, scope], "Value"), wanted, "{indicator} {scope}");
    }
}
