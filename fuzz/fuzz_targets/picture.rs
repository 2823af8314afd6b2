#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if pictures::inspect(bytes).is_ok_and(|picture| u64::from(picture.width) * u64::from(picture.height) < 1_000_000) {
        let _ = pictures::renditions(bytes, &[64]);
        let _ = pictures::stripped(bytes);
        let _ = pictures::around(bytes, (300, 700), (16, 9));
    }
});
