#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let list = feeds::opml::parse(bytes);
    let again = feeds::opml::parse(feeds::opml::write("list", &list.outlines).as_bytes());
    assert_eq!(list.outlines.len(), again.outlines.len());
});
