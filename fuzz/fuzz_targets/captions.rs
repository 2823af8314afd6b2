#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = newsroom::as_webvtt(bytes) {
        assert!(!text.contains('<'));
        assert_eq!(newsroom::as_webvtt(text.as_bytes()).as_deref(), Ok(text.as_str()));
    }
});
