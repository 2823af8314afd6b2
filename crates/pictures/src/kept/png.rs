//! PNG (third edition, sections 5 and 11): a signature and chunks.

/// All that says which colours stand where, and when (`acTL`, `fcTL` and `fdAT` are an animation's).
const HARMLESS: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI",
    b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

const SIGNATURE: usize = 8;

pub(crate) struct Chunk<'a> {
    pub name: [u8; 4],
    pub payload: &'a [u8],
    /// With length and checksum.
    whole: &'a [u8],
}

/// As far as they are whole.
pub(crate) fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = bytes.get(SIGNATURE..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let length = u32::from_be_bytes(*length) as usize;
        let (name, after) = after.split_first_chunk::<4>()?;
        let payload = after.get(..length)?;
        let (whole, next) = rest.split_at_checked(length.checked_add(12)?)?;
        rest = next;
        Some(Chunk { name: *name, payload, whole })
    })
}

pub(super) fn kept(bytes: &[u8]) -> Vec<u8> {
    let mut kept = bytes.get(..SIGNATURE).unwrap_or_default().to_vec();
    for chunk in chunks(bytes) {
        if HARMLESS.contains(&&chunk.name) {
            kept.extend_from_slice(chunk.whole);
        }
        if &chunk.name == b"IEND" {
            break;
        }
    }
    kept
}
