#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(submission) = ledger::Submission::parse(bytes) {
        assert_eq!(submission.to_string().as_bytes(), bytes);
        let log = ledger::SigningKey::new("news.example/town", &[1; 32]).map(|key| key.verifier(ledger::note::KeyKind::Text));
        let _ = submission.signed(&Vec::from_iter(log));
        if let Ok(checkpoint) = ledger::Checkpoint::parse(submission.head.text()) {
            let _ = submission.follows(&checkpoint, None);
            let latest = ledger::Checkpoint::new(&checkpoint.origin, submission.old, [2; 32]);
            let _ = submission.follows(&checkpoint, Some(&latest));
        }
    }
});
