//! WebP (RFC 9649): chunks in a RIFF file, and within a frame of an animation chunks again.

/// Of the extended header's flags: that EXIF and XMP follow.
const TELLS: u8 = 0x08 | 0x04;

/// Place, size, time and blending of a frame, before its chunks.
const FRAME_HEADER: usize = 16;

pub(super) fn kept(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    for (name, payload) in chunks(body(bytes)) {
        match name {
            b"VP8X" => {
                let mut header = payload.to_vec();
                if let Some(flags) = header.first_mut() {
                    *flags &= !TELLS;
                }
                put(&mut kept, name, &header);
            }
            b"ANMF" => {
                let (header, inner) = payload.split_at(FRAME_HEADER.min(payload.len()));
                let mut frame = header.to_vec();
                for (name, payload) in chunks(inner).filter(|(name, _)| is_picture(name)) {
                    put(&mut frame, name, payload);
                }
                put(&mut kept, name, &frame);
            }
            b"ICCP" | b"ANIM" => put(&mut kept, name, payload),
            _ if is_picture(name) => put(&mut kept, name, payload),
            _ => {}
        }
    }
    let mut file = b"RIFF".to_vec();
    file.extend((kept.len() as u32 + 4).to_le_bytes());
    file.extend(b"WEBP");
    file.extend(kept);
    file
}

pub(super) fn is_lossless(bytes: &[u8]) -> bool {
    chunks(body(bytes)).any(|(name, _)| name == b"VP8L")
}

fn is_picture(name: &[u8; 4]) -> bool {
    matches!(name, b"VP8 " | b"VP8L" | b"ALPH")
}

/// What follows `RIFF`, the length and `WEBP`, as far as that length reaches.
fn body(bytes: &[u8]) -> &[u8] {
    let length = bytes.get(4..8).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes) as usize;
    let end = length.saturating_add(8).min(bytes.len());
    bytes.get(12..end).unwrap_or_default()
}

fn chunks(mut rest: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (name, after) = rest.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let payload = after.get(..length)?;
        rest = after.get(length + length % 2..).unwrap_or_default();
        Some((name, payload))
    })
}

fn put(file: &mut Vec<u8>, name: &[u8; 4], payload: &[u8]) {
    file.extend(name);
    file.extend((payload.len() as u32).to_le_bytes());
    file.extend(payload);
    if payload.len() % 2 == 1 {
        file.push(0);
    }
}
