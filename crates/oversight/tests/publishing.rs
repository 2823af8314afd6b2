//! Reports that the server publishes, and what an auditor says of them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use ledger::TrustPolicy;
use ledger::entry::{Country, Minute, Name, Request, RequestType, Source, State};
use ledger::report::Period;
use model::{MINUTE, Time};
use oversight::audit::{Computed, Questions, Verdict, audit};
use oversight::{Book, Files, Opening, Oversight, Running, Served, Terms};
use vault::Vault;

struct Town {
    folder: std::path::PathBuf,
    oversight: Oversight,
}

fn at(text: &str) -> Time {
    Time(Minute::from_text(text).unwrap().0 * MINUTE)
}

impl Town {
    /// An edition that was served at the end of September 2026, and again in October and on the second of January.
    async fn new(name: &str) -> Town {
        let folder = std::env::temp_dir().join(format!("caulbart-publishing-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let opening = Opening::new(folder.join("ledger"), folder.join("ledger-keys"), "news.example/main");
        let oversight = Oversight::new(Book::open(opening).unwrap(), Vault::in_memory().unwrap());
        let (version, source) = (Name::new("1.0").unwrap(), Source::Unknown);
        let running = Running { version, source, binary: [1; 32], assets: [2; 32], model: None };
        let town = Town { folder, oversight };
        let oversight = &town.oversight;
        oversight.begin(&running, &Terms::usual([3; 32]), None, at("2026-09-30T23:00Z")).await.unwrap();
        let ask = Request {
            id: [5; 16],
            country: Country::new("FR").unwrap(),
            asked: RequestType::Legal,
            accounts: 2,
            items: 0,
        };
        for (state, when) in [
            (State::Start, "2026-09-30T23:00Z"),
            (State::Stop, "2026-09-30T23:10Z"),
            (State::Start, "2026-10-10T10:00Z"),
            (State::Stop, "2026-10-10T10:05Z"),
            (State::Start, "2027-01-02T10:00Z"),
            (State::Stop, "2027-01-02T10:05Z"),
        ] {
            oversight.beat(state, Served::default(), None, at(when)).await.unwrap();
            if when == "2026-10-10T10:00Z" {
                let request = oversight.write(ask.clone(), at(when)).await.unwrap();
                let outcome =
                    ledger::entry::Outcome { request, result: ledger::entry::Settled::None, accounts: 0, items: 0 };
                oversight.write(outcome, at(when)).await.unwrap();
            }
        }
        town
    }

    fn audited(&self) -> Verdict {
        let log = Files::new(self.folder.join("ledger"));
        let trust = TrustPolicy::of_log(log.keys().unwrap().pop().unwrap());
        let now = Minute::from_text("2027-01-03T00:00Z").unwrap();
        audit(&log, &Questions { trust: &trust, since: None, now, reports: Some(&Computed) }).unwrap()
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn what_is_over_is_published_once_and_an_auditor_computes_the_same() {
    let town = Town::new("once").await;
    let now = Minute::from_text("2027-01-03T00:00Z").unwrap();
    let published = town.oversight.publish_finished(now).await.unwrap();
    let names: Vec<String> = published.iter().map(ToString::to_string).collect();
    for wanted in ["2026-09", "2026-10", "2026-11", "2026-12", "2026-Q3", "2026-Q4", "2026"] {
        assert!(names.iter().any(|name| name == wanted), "{wanted} in {names:?}");
    }
    assert!(!names.iter().any(|name| name.starts_with("2027")), "{names:?}");
    assert!(town.oversight.publish_finished(now).await.unwrap().is_empty(), "a second time");
    let csv = std::fs::read_to_string(town.folder.join("ledger/reports/2026-10.csv")).unwrap();
    assert!(csv.contains("requests,country=FR type=legal,received,1,"), "{csv}");
    let verdict = town.audited();
    assert_eq!(verdict.faults, []);
    assert_eq!(verdict.reports, names.len() as u64);
}

#[tokio::test]
async fn what_was_published_is_never_changed_and_an_auditor_sees_where_it_was() {
    let town = Town::new("changed").await;
    let october = Period::parse("2026-10").unwrap();
    assert!(town.oversight.publish(october).await.unwrap());
    let path = town.folder.join("ledger/reports/2026-10.csv");
    let changed = std::fs::read_to_string(&path).unwrap().replace("received,1", "received,0");
    std::fs::write(&path, &changed).unwrap();
    let refused = town.oversight.publish(october).await.unwrap_err().to_string();
    assert!(refused.contains("published already"), "{refused}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), changed, "it is left for whoever looks into it");
    let faults = town.audited().faults;
    assert!(faults.iter().any(|fault| fault.what.contains("2026-10")), "{faults:?}");
}

#[tokio::test]
async fn a_period_that_is_not_over_is_not_published() {
    let town = Town::new("early").await;
    for period in ["2027-01", "2027", "2027-Q1"] {
        let refused = town.oversight.publish(Period::parse(period).unwrap()).await.unwrap_err().to_string();
        assert!(refused.contains("not over"), "{refused}");
    }
    assert!(!town.folder.join("ledger/reports/2027-01.csv").exists());
}
