//! A newsroom of its own for each test.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use model::{Edition, EditionName, Time};
use newsroom::Newsroom;
use store::{Database, Store};

pub const NOW: Time = Time(1_795_426_200_000);

pub struct House {
    pub room: Newsroom,
    pub store: Store,
    pub folder: tempfile::TempDir,
}

pub async fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let edition =
        Edition { name: EditionName::new("house").unwrap(), title: "Anselmouth".to_owned(), motto: String::new() };
    let store = Store::open(&edition, &Database::Sqlite(folder.path().to_owned())).await.unwrap();
    let room = Newsroom::open(store.clone(), folder.path(), &vault::Key::new([7; 32]), Arc::default());
    House { room, store, folder }
}
