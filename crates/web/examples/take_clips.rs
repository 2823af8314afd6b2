//! `take_clips FOLDER LIST.json`: puts clips into an edition that nobody serves just now, for tests in a browser.

#![allow(clippy::unwrap_used)]

#[path = "../tests/stand/clips.rs"]
mod clips;

use model::{Edition, EditionName, Time};
use newsroom::Newsroom;
use std::path::Path;
use store::{Database, Store};

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let (folder, list) = (arguments.next().unwrap(), arguments.next().unwrap());
    let folder = Path::new(&folder).join("main");
    let name = EditionName::new("main").unwrap();
    let edition = Edition { name, title: "Caulbart".into(), motto: String::new() };
    let store = Store::open(&edition, &Database::Sqlite(folder.clone())).await.unwrap();
    let newsroom = Newsroom::open(store, &folder, &vault::Key::new([7; 32]), Default::default());
    let wanted: Vec<clips::NewClip> = serde_json::from_slice(&std::fs::read(list).unwrap()).unwrap();
    for (number, clip) in wanted.iter().enumerate() {
        let item = clips::take_in(&newsroom, clip, Time::now().plus(-(number as i64) * model::MINUTE)).await;
        println!("{item}");
    }
}
