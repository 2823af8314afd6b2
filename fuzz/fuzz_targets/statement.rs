#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(statement) = ledger::report::Statement::parse(text) {
        assert_eq!(statement.to_string(), text);
    }
});
