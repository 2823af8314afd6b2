#![no_main]
use std::io::Cursor;
use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    exports::ghost(Cursor::new(bytes), &mut |_| ControlFlow::Continue(()));
    exports::manifest(bytes, &mut |_| ControlFlow::Continue(()));
});
