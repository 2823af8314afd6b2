//! A letter is written in her absence, as her timeline would be, with what she deposited alone.

use model::{HOUR, MINUTE, MailAddress, Rhythm, Task, Time};
use readers::{Error, Readers, Written};
use store::LetterRow;

use crate::stand::{Her, START, Stand, caller, minutes, on_both, rule};

async fn ordered(stand: &Stand<'_>, her: &Her) -> LetterRow {
    let to = MailAddress::new("ann@paper.example").unwrap();
    let when = (Rhythm::new(0, 7).unwrap(), minutes(600));
    let (id, asks) = stand.readers.order_letter(her.reader, &to, "de", when, START).await.unwrap();
    assert!(asks && stand.readers.confirm_letter(id).await.unwrap());
    stand.store.letter(id).await.unwrap().unwrap()
}

/// At a desk to which she never came.
async fn written(desk: &Readers, row: &LetterRow, now: Time) -> Result<Option<Written>, Error> {
    desk.follow(now).await.unwrap();
    desk.tend(now);
    desk.write_letter(row, 10, now).await
}

fn is_refused(answer: Result<Option<Written>, Error>) -> bool {
    matches!(answer, Err(Error::Vault(vault::Error::Refused(_))))
}

#[test]
fn while_she_is_away_a_letter_heeds_what_she_muted_also_in_what_came_meanwhile() {
    on_both(async |stand| {
        let her = stand.account("Ann").await;
        stand.readers.add_finder(her.reader, &rule("harbour", Task::Mute), START).await.unwrap().expect("room");
        let row = ordered(stand, &her).await;
        stand.readers.forget(START.plus(31 * MINUTE)).await.unwrap();
        let items = stand.news(&["harbour closes", "bridge opens", "tram stops"], minutes(60)).await;
        let before = stand.rows(her.reader).await;
        let letter = written(&stand.anew(), &row, START.plus(2 * HOUR)).await.unwrap().expect("a letter");
        let mut shown: Vec<_> = letter.front.slots.iter().map(|slot| slot.item.id).collect();
        shown.sort_unstable();
        assert_eq!(shown, [items[1], items[2]]);
        assert_eq!((letter.to.as_str(), letter.language.as_str()), ("ann@paper.example", "de"));
        assert_eq!(stand.rows(her.reader).await, before, "nothing is kept of it");
    });
}

#[test]
fn nothing_is_written_once_it_was_withdrawn_or_her_account_was_recovered() {
    on_both(async |stand| {
        let her = stand.account("Ann").await;
        let row = ordered(stand, &her).await;
        assert!(written(&stand.anew(), &row, START).await.is_ok());
        let code = stand.readers.new_recovery_code(her.reader).await.unwrap();
        stand.readers.end_letter(row.id).await.unwrap();
        assert!(is_refused(written(&stand.anew(), &row, START).await));
        assert_eq!(stand.readers.letter(her.reader).await.unwrap(), None);
        let row = ordered(stand, &her).await;
        stand.readers.recover("Ann", &code.shown(), "nine quiet herons", &caller(), START).await.unwrap();
        assert!(is_refused(written(&stand.anew(), &row, START).await));
        assert_eq!(stand.readers.deposited(her.reader).await.unwrap(), None);
    });
}

#[test]
fn another_time_for_the_same_address_asks_nobody_and_another_address_does() {
    on_both(async |stand| {
        let her = stand.account("Ann").await;
        let row = ordered(stand, &her).await;
        let order = async |address: &str| {
            let (to, when) = (MailAddress::new(address).unwrap(), (Rhythm::new(2, 9).unwrap(), minutes(9)));
            stand.readers.order_letter(her.reader, &to, "en", when, START).await.unwrap()
        };
        assert_eq!(order("ann@paper.example").await, (row.id, false));
        let (id, asks) = order("bo@paper.example").await;
        assert!(asks && id != row.id);
        let kept = stand.readers.letter(her.reader).await.unwrap().unwrap();
        assert!(!kept.row.is_confirmed && kept.to.as_str() == "bo@paper.example");
    });
}
