use model::{DAY, Time};

use crate::setup::on_both;

#[test]
fn what_was_done_is_known_of_its_reader_for_a_month() {
    on_both(async |store| {
        let ada = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let eve = store.new_reader(&[8; 32], Time(1)).await.expect("new");
        assert_eq!(store.was_done(ada, "1a").await, Ok(false));
        store.note_done(ada, "1a", Time(5)).await.expect("noted");
        store.note_done(ada, "1a", Time(6)).await.expect("noted twice");
        assert_eq!(store.was_done(ada, "1a").await, Ok(true));
        assert_eq!(store.was_done(ada, "1b").await, Ok(false));
        assert_eq!(store.was_done(eve, "1a").await, Ok(false));
        store.note_done(ada, "1b", Time(5).plus(31 * DAY)).await.expect("noted");
        assert_eq!(store.was_done(ada, "1a").await, Ok(false));
        store.remove_reader(ada, Vec::new(), Time(99)).await.expect("removed");
        assert_eq!(store.was_done(ada, "1b").await, Ok(false));
    });
}
