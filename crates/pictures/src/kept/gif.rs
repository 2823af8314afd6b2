//! GIF (89a, sections 18 to 27): a screen, then pictures and extensions, each a chain of short blocks.

/// The only applications that a viewer needs to hear: how often the film is repeated.
const LOOPS: [&[u8]; 2] = [b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0"];

pub(super) fn kept(bytes: &[u8]) -> Vec<u8> {
    let screen = 13 + bytes.get(10).map_or(0, |&flags| colours(flags));
    let mut at = screen.min(bytes.len());
    let mut kept = bytes[..at].to_vec();
    loop {
        let start = at;
        match bytes.get(at) {
            Some(0x2C) => {
                let table = bytes.get(at + 9).map_or(0, |&flags| colours(flags));
                // The picture's place, its own colours, and how many bits its first code has.
                at += 10 + table + 1;
            }
            Some(0x21) => at += 2,
            _ => break,
        }
        while let Some(&length) = bytes.get(at) {
            at += 1 + usize::from(length);
            if length == 0 {
                break;
            }
        }
        let whole = bytes.get(start..at.min(bytes.len())).unwrap_or_default();
        if is_harmless(whole) {
            kept.extend_from_slice(whole);
        }
    }
    kept.push(0x3B);
    kept
}

/// A picture, the delay and opacity of the next one, or a loop; not a comment, a caption or another program's block.
fn is_harmless(block: &[u8]) -> bool {
    match block {
        [0x2C, ..] | [0x21, 0xF9, ..] => true,
        [0x21, 0xFF, rest @ ..] => LOOPS.iter().any(|known| rest.starts_with(known)) && rest.len() <= 18,
        _ => false,
    }
}

/// Bytes of the colour table that these flags announce.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}
