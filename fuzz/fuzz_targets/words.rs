#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (title, text) = text.split_once('\n').unwrap_or((&text, ""));
    let understood = text::understand(&text::Document { title, text, language: None, categories: &[] });
    let bytes = understood.terms.to_bytes();
    assert!(text::Terms::from_bytes(&bytes).is_some());
});
