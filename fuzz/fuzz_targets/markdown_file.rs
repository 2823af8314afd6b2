#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let post = exports::markdown_file("a.md", bytes).post;
    let written = exports::own::write_post(&post);
    assert_eq!(exports::markdown_file("a.md", written.as_bytes()).post, post, "what was written is read back");
});
