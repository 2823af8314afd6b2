//! Letters that readers ordered: whose, and when the next is due.

use model::{Rhythm, Time};
use store::Reseal;

use crate::{sealed::row, setup::on_both};

const ADDRESS: u8 = 5;

#[test]
fn a_letter_is_due_once_it_is_confirmed_moves_on_once_and_goes_with_its_address() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let (daily, weekly) = (Rhythm::new(0, 7).expect("fits"), Rhythm::new(3, 21).expect("fits"));
        let address = || vec![Reseal::Put(row(ADDRESS, 1, "sealed"))];
        let first = store.order_letter(reader, daily, Time(50), address(), Time(10)).await.expect("ordered");
        let id = store.order_letter(reader, daily, Time(50), address(), Time(10)).await.expect("ordered anew");
        assert_eq!(store.letter(first).await, Ok(None), "in place of the one before");
        assert!(!store.confirm_letter(first).await.expect("asked"));
        assert_eq!(store.letters_due(Time(99), 9).await, Ok(vec![]), "nobody confirmed it");
        assert!(store.confirm_letter(id).await.expect("confirmed"));
        assert_eq!(store.letters_due(Time(49), 9).await, Ok(vec![]));
        let due = store.letters_due(Time(50), 9).await.expect("due");
        let letter = *due.first().expect("one");
        assert_eq!((letter.id, letter.reader, letter.rhythm, letter.is_confirmed), (id, reader, daily, true));
        assert!(store.letter_sent(&letter, Time(150), 2).await.expect("noted"));
        assert!(!store.letter_sent(&letter, Time(999), 0).await.expect("noted"), "a second time changes nothing");
        let kept = store.letter_of(reader).await.expect("asked").expect("hers");
        assert_eq!((kept.due, kept.refused), (Time(150), 2));
        assert!(store.change_letter(id, weekly, Time(70)).await.expect("changed"));
        let changed = store.letter_of(reader).await.expect("asked").expect("hers");
        assert_eq!((changed.rhythm, changed.due), (weekly, Time(70)));
        store.end_letter(id).await.expect("ended");
        assert_eq!((store.letter(id).await, store.letters_due(Time(99), 9).await), (Ok(None), Ok(vec![])));
        assert!(!store.confirm_letter(id).await.expect("asked"), "it does not begin again");
        let over = store.letters_over(Time(0), 9).await.expect("over");
        store.drop_letter(over.first().expect("one"), vec![Reseal::DropKind(ADDRESS)]).await.expect("dropped");
        assert_eq!(store.sealed(reader, ADDRESS).await, Ok(vec![]));
        assert_eq!(store.letters_over(Time(99), 9).await, Ok(vec![]));
    });
}

#[test]
fn what_nobody_confirms_is_over_and_whoever_goes_takes_her_letter_along() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let rhythm = Rhythm::new(0, 7).expect("fits");
        let id = store.order_letter(reader, rhythm, Time(50), vec![], Time(10)).await.expect("ordered");
        assert_eq!(store.letters_over(Time(10), 9).await, Ok(vec![]));
        assert_eq!(store.letters_over(Time(11), 9).await.expect("over").len(), 1);
        store.remove_reader(reader, vec![], Time(20)).await.expect("removed");
        assert_eq!((store.letter(id).await, store.letters_over(Time(11), 9).await), (Ok(None), Ok(vec![])));
    });
}
