#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let base = url::Url::parse("https://page.example/a/").ok();
    pages::markdown(&String::from_utf8_lossy(bytes), base.as_ref());
});
