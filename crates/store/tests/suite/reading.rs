use model::Time;
use store::{Error, PictureRow, PictureState};

use crate::setup::on_both;

#[test]
fn a_reader_is_known_by_her_secret_alone() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        assert_eq!(store.new_reader(&[7; 32], Time(2)).await, Ok(reader));
        assert_eq!(store.reader_by_secret(&[7; 32]).await, Ok(Some(reader)));
        assert_eq!(store.reader_by_secret(&[8; 32]).await, Ok(None));
        store.remove_reader(reader, Vec::new(), Time(99)).await.expect("removed");
        assert_eq!(store.reader_by_secret(&[7; 32]).await, Ok(None));
    });
}

#[test]
fn pictures_are_remembered_by_their_address() {
    on_both(async |store| {
        let picture = PictureRow {
            url: "https://a.example/1.jpg".to_owned(),
            width: 640,
            height: 480,
            thumbhash: vec![0, 255],
            state: PictureState::Ready,
            file: "abc".to_owned(),
            words: String::new(),
            tried_at: Time(5),
        };
        store.note_picture(&PictureRow { state: PictureState::Waiting, ..picture.clone() }).await.expect("noted");
        store.note_picture(&picture).await.expect("noted");
        let urls = ["https://b.example/", picture.url.as_str()];
        assert_eq!(store.pictures(&urls).await, Ok(vec![picture.clone()]));
        let endless = PictureRow { url: "x".repeat(3_000), ..picture };
        assert_eq!(store.note_picture(&endless).await, Err(Error::TooLong(3_000)));
    });
}

#[test]
fn settings_keep_their_last_value() {
    on_both(async |store| {
        assert_eq!(store.setting("x").await, Ok(None));
        store.set_setting("x", "1").await.expect("set");
        store.set_setting("x", "2").await.expect("set");
        assert_eq!(store.setting("x").await, Ok(Some("2".to_owned())));
        assert_eq!(store.settle_setting("x", "3").await, Ok("2".to_owned()), "whoever came first decides");
        assert_eq!(store.settle_setting("y", "3").await, Ok("3".to_owned()));
    });
}
