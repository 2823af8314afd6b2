#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let base = url::Url::parse("https://page.example/a/").ok();
    let once = pages::clean(&String::from_utf8_lossy(bytes), base.as_ref());
    assert_eq!(pages::clean(&once.html, base.as_ref()).html, once.html, "cleaning is idempotent");
    pages::extract(bytes, &pages::PageHint { url: Some("https://page.example/a/"), content_type: None, rule: None });
});
