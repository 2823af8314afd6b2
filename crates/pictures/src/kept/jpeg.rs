//! JPEG (ITU-T T.81, annex B): segments, each behind a marker, and between them the compressed scans.

const END: [u8; 2] = [0xFF, 0xD9];

pub(super) fn kept(bytes: &[u8]) -> Vec<u8> {
    let mut kept = vec![0xFF, 0xD8];
    let mut at = 2;
    while let Some(marker) = next_marker(bytes, &mut at) {
        match marker {
            // What follows the picture's end is another picture, or a film, with metadata of its own.
            0xD9 => break,
            // Markers without a segment.
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let Some(length) = bytes.get(at..at + 2).map(|two| usize::from(u16::from_be_bytes([two[0], two[1]]))) else {
            break;
        };
        let Some(payload) = bytes.get(at + 2..at + length.max(2)) else { break };
        at += length.max(2);
        if let Some(payload) = harmless(marker, payload) {
            kept.extend([0xFF, marker]);
            kept.extend((payload.len() as u16 + 2).to_be_bytes());
            kept.extend(payload);
        }
        if marker == 0xDA {
            let end = scan_end(bytes, at);
            kept.extend_from_slice(&bytes[at..end]);
            at = end;
        }
    }
    kept.extend(END);
    kept
}

/// Tables, frames and scans; of the applications' segments the three that say what the colours mean.
fn harmless(marker: u8, payload: &[u8]) -> Option<Vec<u8>> {
    match marker {
        0xC0..=0xCF | 0xDA..=0xDD => Some(payload.to_vec()),
        0xE0 if payload.starts_with(b"JFIF\0") && payload.len() >= 14 => {
            // Its last two bytes say how large a thumbnail follows; none does.
            let mut header = payload[..12].to_vec();
            header.extend([0, 0]);
            Some(header)
        }
        0xE2 if payload.starts_with(b"ICC_PROFILE\0") => Some(payload.to_vec()),
        0xEE if payload.starts_with(b"Adobe") && payload.len() >= 12 => Some(payload[..12].to_vec()),
        _ => None,
    }
}

/// Moves `at` behind the next marker.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        let rest = bytes.get(*at..)?;
        *at += position(rest, 0xFF)? + 1;
        while bytes.get(*at) == Some(&0xFF) {
            *at += 1;
        }
        let marker = *bytes.get(*at)?;
        *at += 1;
        if marker != 0 {
            return Some(marker);
        }
    }
}

/// Where compressed data ends: at the first marker that is neither a stuffed zero nor a restart.
fn scan_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = bytes.get(at..).and_then(|rest| position(rest, 0xFF)) {
        at += found;
        match bytes.get(at + 1) {
            Some(0 | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            _ => return at,
        }
    }
    bytes.len()
}

fn position(bytes: &[u8], wanted: u8) -> Option<usize> {
    bytes.iter().position(|&byte| byte == wanted)
}
