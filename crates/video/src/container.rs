//! Is the file whole, and is it open to be read? Seen from its outermost boxes, without decoding.
//!
//! ISO/IEC 14496-12 (boxes) and RFC 8794 (EBML).

use std::io::{Read, Seek, SeekFrom};

use crate::Refusal;
use crate::sniff::Container;

/// More boxes than this are no clip of ten minutes.
const MOST_BOXES: usize = 100_000;
/// A larger `moov` is not searched.
const MOST_MOOV: u64 = 64 << 20;

const ASF_PROPERTIES: &[u8] = b"\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\x00\xc0\x0c\x20\x53\x65";
/// Bytes by which the sizes that writers give are off.
const SLACK: u64 = 1024;

pub(crate) fn whole<F: Read + Seek>(file: &mut F, length: u64, container: Container) -> Result<(), Refusal> {
    match container {
        Container::Boxes => boxes(file, length),
        Container::Matroska => matroska(file, length),
        Container::Other => other(file, length),
    }
}

/// AVI and ASF say how long they are. What was not closed properly says 0.
fn other<F: Read + Seek>(file: &mut F, length: u64) -> Result<(), Refusal> {
    let mut head = [0; 512];
    let got = read_at(file, 0, &mut head)?;
    let head = head.get(..got).unwrap_or_default();
    let told = if head.starts_with(b"RIFF") {
        little_endian(head, 4, 4).map(|size| size + 8)
    } else {
        // File Properties Object (ASF specification, 3.2): after its name and size and that of the file.
        memchr::memmem::find(head, ASF_PROPERTIES).and_then(|at| little_endian(head, at + 40, 8))
    };
    let is_closed = |size: &u64| *size < u64::from(u32::MAX);
    if told.filter(is_closed).is_some_and(|size| size > length + SLACK) { Err(Refusal::Truncated) } else { Ok(()) }
}

fn little_endian(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)))
}

/// Whoever cuts an MP4 off loses either the index at its end or pictures: `mdat` or `moof` reach beyond the file, or
/// there is no `moov`.
fn boxes<F: Read + Seek>(file: &mut F, length: u64) -> Result<(), Refusal> {
    let (mut at, mut has_moov, mut has_media) = (0, false, false);
    for _ in 0..MOST_BOXES {
        let mut header = [0; 16];
        let got = read_at(file, at, &mut header)?;
        if got < 8 {
            break;
        }
        let size = u64::from(u32::from_be_bytes([header[0], header[1], header[2], header[3]]));
        let kind = [header[4], header[5], header[6], header[7]];
        let (size, head) = match size {
            0 => (length - at, 8),
            1 if got == 16 => {
                let [.., a, b, c, d, e, f, g, h] = header;
                (u64::from_be_bytes([a, b, c, d, e, f, g, h]), 16)
            }
            size => (size, 8),
        };
        let known = matches!(&kind, b"moov" | b"mdat" | b"moof");
        has_moov |= &kind == b"moov";
        has_media |= &kind == b"mdat";
        if known && size > length - at {
            return Err(Refusal::Truncated);
        }
        if &kind == b"moov" && encrypted(file, at, size)? {
            return Err(Refusal::Encrypted);
        }
        if size < head {
            break;
        }
        at = at.saturating_add(size);
        if at >= length {
            break;
        }
    }
    if has_media && !has_moov { Err(Refusal::Truncated) } else { Ok(()) }
}

/// Sample entries of protected streams are called `encv` and `enca`, with what protects them in `sinf` (8.12).
fn encrypted<F: Read + Seek>(file: &mut F, at: u64, size: u64) -> Result<bool, Refusal> {
    if size > MOST_MOOV {
        return Ok(false);
    }
    let mut moov = vec![0; size as usize];
    let got = read_at(file, at, &mut moov)?;
    let moov = moov.get(..got).unwrap_or_default();
    let has = |name: &[u8]| memchr::memmem::find(moov, name).is_some();
    Ok((has(b"encv") || has(b"enca")) && has(b"sinf") && has(b"schm"))
}

/// A segment that says how long it is and reaches beyond the file was cut off.
fn matroska<F: Read + Seek>(file: &mut F, length: u64) -> Result<(), Refusal> {
    let mut head = [0; 64];
    let got = read_at(file, 0, &mut head)?;
    let head = head.get(..got).unwrap_or_default();
    let Some((header, size_length)) = head.get(4..).and_then(variable) else { return Ok(()) };
    let segment = 4 + size_length as u64 + header.unwrap_or(0);
    let mut head = [0; 12];
    let got = read_at(file, segment, &mut head)?;
    let head = head.get(..got).unwrap_or_default();
    let Some(rest) = head.strip_prefix(b"\x18\x53\x80\x67") else { return Ok(()) };
    let Some((Some(size), size_length)) = variable(rest) else { return Ok(()) };
    let end = segment.saturating_add(4 + size_length as u64).saturating_add(size);
    if end > length { Err(Refusal::Truncated) } else { Ok(()) }
}

/// A number of EBML (RFC 8794, 4) and how many bytes it takes; no number where it is unknown.
fn variable(bytes: &[u8]) -> Option<(Option<u64>, usize)> {
    let first = *bytes.first()?;
    let length = first.leading_zeros() as usize + 1;
    if length > 8 {
        return None;
    }
    let rest = bytes.get(1..length)?;
    let mask = if length == 8 { 0 } else { 0xff_u8 >> length };
    let value = rest.iter().fold(u64::from(first & mask), |value, &byte| value << 8 | u64::from(byte));
    let unknown = value == (1_u64 << (7 * length)) - 1;
    Some(((!unknown).then_some(value), length))
}

fn read_at<F: Read + Seek>(file: &mut F, at: u64, into: &mut [u8]) -> Result<usize, Refusal> {
    file.seek(SeekFrom::Start(at)).map_err(|error| Refusal::file(&error))?;
    let mut got = 0;
    while let Some(rest) = into.get_mut(got..).filter(|rest| !rest.is_empty()) {
        match file.read(rest).map_err(|error| Refusal::file(&error))? {
            0 => break,
            count => got += count,
        }
    }
    Ok(got)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::{Container, variable, whole};

    fn said(bytes: &[u8], container: Container) -> Option<String> {
        whole(&mut Cursor::new(bytes), bytes.len() as u64, container).err().map(|refusal| refusal.word())
    }

    #[test]
    fn a_file_that_was_cut_off_is_known_by_its_boxes() {
        for (bytes, want) in [
            (&b"\0\0\0\x08ftyp\0\0\0\x08moov\0\0\0\x09mdatx"[..], None),
            (b"\0\0\0\x08ftyp\0\0\0\x08moov\0\0\0\x0amdatx", Some("truncated")),
            (b"\0\0\0\x08ftyp\0\0\0\x09mdatx", Some("truncated")),
            (b"\0\0\0\x08ftyp\0\0\0\0mdatx", Some("truncated")),
            (b"\0\0\0\x08ftyp\0\0\0\x09moov", Some("truncated")),
            (b"\0\0\0\x08moov\0\0\0\x01mdat\0\0\0\0\0\0\0\x11x", None),
            (b"\0\0\0\x08moov\0\0\0\x01mdat\0\0\0\0\0\0\0\x12x", Some("truncated")),
            (b"\0\0\0\x08moov\0\0\0\x09mdatx\0\0\0\xfffree", None),
            (b"\0\0\0\x18moovencv....sinf....schm", None),
            (b"\0\0\0\x1dmoovencv....sinf....schm", Some("truncated")),
            (b"\0\0\0\x1cmoovencv....sinf....schm", Some("encrypted")),
        ] {
            let said = said(bytes, Container::Boxes);
            let bytes = String::from_utf8_lossy(bytes);
            assert_eq!(said.as_deref(), want, "{bytes:?}");
        }
    }

    #[test]
    fn a_segment_that_reaches_beyond_the_file_was_cut_off() {
        let webm =
            |size: &[u8], content: usize| [b"\x1a\x45\xdf\xa3\x81x\x18\x53\x80\x67", size, &vec![0; content]].concat();
        for (size, content, want) in [
            (&b"\x84"[..], 4, None),
            (b"\x84", 3, Some("truncated")),
            (b"\xff", 0, None),
            (b"\x01\xff\xff\xff\xff\xff\xff\xff", 9, None),
            (b"\x01\0\0\0\0\0\0\x09", 9, None),
            (b"\x01\0\0\0\0\0\0\x0a", 9, Some("truncated")),
        ] {
            assert_eq!(said(&webm(size, content), Container::Matroska).as_deref(), want, "{size:?}");
        }
        assert_eq!(variable(b"\x40\x02"), Some((Some(2), 2)));
    }

    proptest! {
        #[test]
        fn any_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = said(&bytes, Container::Boxes);
            let _ = said(&bytes, Container::Matroska);
            let _ = said(&[b"\0\0\0\x08moov", &bytes[..]].concat(), Container::Boxes);
            let _ = said(&[b"\x1a\x45\xdf\xa3", &bytes[..]].concat(), Container::Matroska);
        }
    }
}
