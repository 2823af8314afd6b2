//! What is understood of each text of a file, a line each, to be read or compared.
//!
//! `cargo run --release -p text --example understood -- FILE.jsonl`

#![allow(clippy::unwrap_used, clippy::expect_used)]

use model::Language;

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    for line in std::fs::read_to_string(path).expect("readable").lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let field = |name: &str| row[name].as_str().unwrap_or("").to_owned();
        let (title, text) = (field("title"), field("text"));
        let categories: Vec<String> =
            row["tags"].as_array().into_iter().flatten().filter_map(|tag| tag.as_str()).map(str::to_owned).collect();
        let language = Some(Language::from_tag(&field("lang")));
        let understood =
            text::understand(&text::Document { title: &title, text: &text, language, categories: &categories });
        let topics: Vec<&str> = understood.topics.iter().map(|topic| topic.slug()).collect();
        let sum = understood
            .terms
            .to_bytes()
            .iter()
            .fold(0u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3).rotate_left(9));
        let (language, entities) = (understood.language, &understood.entities);
        println!("{language:?} | {title} | {topics:?} | {categories:?} | {entities:?} | {sum:x}");
    }
}
