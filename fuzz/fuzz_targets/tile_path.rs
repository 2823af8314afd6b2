#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(tile) = ledger::tiles::Tile::parse(text) {
        assert_eq!(tile.to_string(), text);
    }
});
