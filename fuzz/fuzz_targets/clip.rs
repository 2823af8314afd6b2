#![no_main]
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let _ = video::glance(&mut Cursor::new(bytes), bytes.len() as u64);
});
