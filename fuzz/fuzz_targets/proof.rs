#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(proof) = ledger::Proof::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes);
    }
});
