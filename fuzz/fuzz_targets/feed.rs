#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let parsed = feeds::parse(bytes, &feeds::Hint { content_type: None, base: Some("https://feed.example/a/b") });
    for link in parsed.feed.entries.iter().filter_map(|entry| entry.link.as_deref()) {
        assert!(link.starts_with("http://") || link.starts_with("https://"), "{link}");
    }
});
