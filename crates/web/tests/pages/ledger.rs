//! The pages about the ledger, full of what somebody wrote.
#![allow(clippy::unwrap_used)]

use ledger::entry::{Beat, Country, Entry, Field, Minute, Purpose, RequestType, Role, Settled, State};
use maud::Markup;
use model::{Region, Time};
use oversight::Terms;
use timeline::learn::Head;
use web::{
    LetterLink,
    chronicle::{Asked, Chronicle},
    pages,
    view::{
        AlgorithmView, DepositView, ErasedEntry, ErasedView, HeadView, LedgerReportView, LetterKept, LetterLinkView,
        LetterTyped, LetterView, MineView, MyDataView, PolicyView, ReportFigure, ReportTable, TransparencyView, Visit,
        WeightView,
    },
};

fn policy(text: &str) -> PolicyView {
    PolicyView {
        version: 1,
        entry: 1,
        lines: Terms::usual([3; 32]).allowed.as_slice().to_vec(),
        beat_minutes: 60,
        answer_days: 30,
        terms_fit: false,
        terms: format!("# {text}\n1. {text}\n   {text}\n\n*{text}*\n"),
    }
}

fn asked(index: u64, outcome: Option<(Minute, Settled, u64, u64)>) -> Asked {
    let country = Country::new("DE").unwrap();
    Asked { index, at: Minute(1), country, asked: RequestType::Legal, accounts: 2, items: 0, outcome }
}

const ENTRY: &str = "kind erase\ntime 2026-11-02T10:00Z\nby reader\nnonce 00112233445566778899aabbccddeeff\n\
    subject 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n";

fn transparency(text: &str) -> TransparencyView {
    let mut chronicle = Chronicle::default();
    chronicle.accesses.insert((Role::Staff, Purpose::Support), 2);
    let waiting = asked(7, None);
    TransparencyView {
        region: Region::new("eu"),
        head: Some(HeadView {
            origin: text.into(),
            size: 3,
            root: text.into(),
            at: Some(Minute(2)),
            cosigners: vec![text.into()],
        }),
        keys: vec![text.into()],
        policy: Some(policy(text)),
        beat: Some((Minute(2), Beat { number: 1, state: State::Running, counts: Default::default(), pack: None })),
        beat_missing: true,
        overdue: vec![waiting.clone()],
        requests: vec![(waiting, Minute(9)), (asked(5, Some((Minute(3), Settled::Some, 1, 0))), Minute(9))],
        chronicle,
        last: vec![(2, Entry::parse(ENTRY.as_bytes()).unwrap())],
        reports: vec!["2026-11".into()],
        base: text.into(),
    }
}

fn letter(text: &str, is_confirmed: bool) -> LetterView {
    let deposited = is_confirmed.then_some(DepositView { since: Time(0), uses: 1 });
    LetterView {
        sends: is_confirmed,
        kept: Some(LetterKept { to: text.into(), due: Time(0), is_confirmed, deposited }),
        typed: LetterTyped { email: text.into(), weekday: 7, hour: 23 },
        fault: Some("There is no such day."),
        notice: Some("It was kept."),
        zone: text.into(),
    }
}

pub fn all(visit: &Visit, text: &str) -> Vec<Markup> {
    let kept = MineView {
        classes: vec![(Field::History, vec![("events", 3)]), (Field::Contact, vec![])],
        since: Some(Time(0)),
        tag_key: text.into(),
        has_account: true,
        filmed: Some([1, 2]),
        deposited: Some(DepositView { since: Time(0), uses: 3 }),
        unsure: true,
    };
    let entry = |index| ErasedEntry { text: text.into(), nonce: text.into(), tag: text.into(), index };
    let weight = WeightView { name: "freshness", weight: 1.0, says: text.into(), explicit: true };
    vec![
        pages::my_data(visit, &MyDataView { kept: Some(kept), policy: Some(policy(text)), base: text.into() }),
        pages::letter(visit, &letter(text, true)),
        pages::letter(visit, &letter(text, false)),
        pages::letter_link(visit, &LetterLinkView { link: LetterLink::Confirm, path: text.into() }),
        pages::letter_link(visit, &LetterLinkView { link: LetterLink::End, path: String::new() }),
        pages::my_data(visit, &MyDataView { kept: None, policy: None, base: text.into() }),
        pages::erased(visit, &ErasedView { entry: Some(entry(None)), has_filmed: false, base: text.into() }),
        pages::erased(visit, &ErasedView { entry: Some(entry(Some(9))), has_filmed: true, base: text.into() }),
        pages::erased(visit, &ErasedView { entry: None, has_filmed: false, base: text.into() }),
        pages::transparency(visit, &transparency(text)),
        pages::ledger_report(
            visit,
            &LedgerReportView {
                period: text.into(),
                has_note: true,
                tables: vec![ReportTable {
                    name: text.into(),
                    groups: vec![(text.into(), vec![ReportFigure { measure: text.into(), count: 1, of: Some(3) }])],
                }],
                plain: vec![vec![text.into()]],
            },
        ),
        pages::algorithm(
            visit,
            &AlgorithmView {
                model: Some((1, text.into(), Time(0))),
                off: false,
                models: vec![(0, Minute(0), None), (3, Minute(4), Some(text.into()))],
                heads: vec![(Head::Open, 0.05)],
                groups: vec![(text.into(), vec![weight])],
                read_by_model: 84,
                never: vec![text.into()],
            },
        ),
    ]
}
