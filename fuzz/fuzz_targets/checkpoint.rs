#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(checkpoint) = ledger::Checkpoint::parse(text) {
        assert_eq!(checkpoint.to_string(), text);
    }
});
