#![no_main]
use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    exports::wordpress(bytes, &mut |_| ControlFlow::Continue(()));
});
