//! What is this file, by its first bytes? Asked before FFmpeg sees it.

use crate::{Lookalike, Part, Refusal};

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    /// MP4, QuickTime, 3GP.
    Boxes,
    /// Matroska, WebM.
    Matroska,
    /// AVI, MPEG, FLV, ASF, Ogg.
    Other,
}

/// How much of the file is looked at.
pub(crate) const HEAD: usize = 4096;

/// The boxes that MP4 and QuickTime files begin with.
const FIRST_BOXES: [&[u8; 4]; 9] = [b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"styp", b"moof"];

/// Brands of still pictures in the same boxes (HEIF, AVIF).
const PICTURE_BRANDS: [&[u8; 4]; 9] = [b"avif", b"avis", b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heim"];

const KNOWN: [(&[u8], Lookalike); 23] = [
    (b"\x7fELF", Lookalike::Program),
    (b"MZ", Lookalike::Program),
    (b"#!", Lookalike::Program),
    (b"\xfe\xed\xfa\xce", Lookalike::Program),
    (b"\xfe\xed\xfa\xcf", Lookalike::Program),
    (b"\xce\xfa\xed\xfe", Lookalike::Program),
    (b"\xcf\xfa\xed\xfe", Lookalike::Program),
    (b"\xca\xfe\xba\xbe", Lookalike::Program),
    (b"\0asm", Lookalike::Program),
    (b"\x89PNG", Lookalike::Picture),
    (b"GIF8", Lookalike::Picture),
    (b"BM", Lookalike::Picture),
    (b"II*\0", Lookalike::Picture),
    (b"MM\0*", Lookalike::Picture),
    (b"\0\0\x01\0", Lookalike::Picture),
    (b"%PDF", Lookalike::Document),
    (b"{\\rtf", Lookalike::Document),
    (b"\xd0\xcf\x11\xe0", Lookalike::Document),
    (b"PK\x03\x04", Lookalike::Archive),
    (b"Rar!", Lookalike::Archive),
    (b"7z\xbc\xaf", Lookalike::Archive),
    (b"\x1f\x8b", Lookalike::Archive),
    (b"\xfd7zXZ", Lookalike::Archive),
];

/// Videos that are not read here.
const UNREAD: [(&[u8], &str); 5] = [
    (b".RMF", "RealMedia"),
    (b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02", "MXF"),
    (b"DKIF", "IVF"),
    (b"\0\0\0\x01\x67", "H.264"),
    (b"\0\0\0\x01\x40\x01", "HEVC"),
];

const SOUNDS: [&[u8]; 3] = [b"ID3", b"fLaC", b"#!AMR"];

/// Texts that tell a player to fetch something else.
const PLAYLISTS: [&str; 10] =
    ["#extm3u", "#ext-x-", "ffconcat", "[playlist]", "[reference]", "<mpd", "<smil", "<asx", "<playlist", "v=0"];

/// `head` are the first [`HEAD`] bytes of the file, or all.
pub(crate) fn sniff(head: &[u8]) -> Result<Container, Refusal> {
    if head.is_empty() {
        return Err(Refusal::Empty);
    }
    if head.starts_with(b"\xff\xd8\xff") {
        return Err(not_a_video(Lookalike::Picture));
    }
    // Frames of MP3 and AAC begin with eleven ones; those of UTF-16 with fifteen.
    let frames = matches!(head, [0xff, second, ..] if second & 0xe0 == 0xe0 && *second != 0xfe && *second != 0xff);
    if frames || SOUNDS.iter().any(|magic| head.starts_with(magic)) {
        return Err(Refusal::NoPicture);
    }
    if let Some(form) = head.strip_prefix(b"RIFF").and_then(|rest| rest.get(4..8)) {
        return match form {
            b"AVI " => Ok(Container::Other),
            b"WAVE" => Err(Refusal::NoPicture),
            b"WEBP" => Err(not_a_video(Lookalike::Picture)),
            _ => Err(not_a_video(Lookalike::Unknown)),
        };
    }
    if let Some(&(_, looks_like)) = KNOWN.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(not_a_video(looks_like));
    }
    if let Some(kind) = head.get(4..8)
        && FIRST_BOXES.iter().any(|first| kind == *first)
    {
        return match head.get(8..12) {
            Some(brand) if kind == b"ftyp" && PICTURE_BRANDS.iter().any(|known| brand == *known) => {
                Err(not_a_video(Lookalike::Picture))
            }
            _ => Ok(Container::Boxes),
        };
    }
    if head.starts_with(b"\x1a\x45\xdf\xa3") {
        return Ok(Container::Matroska);
    }
    if is_other(head) {
        return Ok(Container::Other);
    }
    if let Some((_, format)) = UNREAD.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(Refusal::Unsupported { what: Part::File, format: (*format).to_owned() });
    }
    Err(text(head).unwrap_or_else(|| not_a_video(Lookalike::Unknown)))
}

fn is_other(head: &[u8]) -> bool {
    const ASF: &[u8] = b"\x30\x26\xb2\x75\x8e\x66\xcf\x11";
    let magics: [&[u8]; 6] = [b"FLV\x01", ASF, b"OggS", b"\0\0\x01\xba", b"\0\0\x01\xb3", b"\0\0\x01\xb0"];
    magics.iter().any(|magic| head.starts_with(magic))
        || [188, 192, 204].into_iter().any(|every| transport(head, every))
}

/// Packets of an MPEG transport stream, each so many bytes long (ISO/IEC 13818-1). What was received may begin within one.
fn transport(head: &[u8], every: usize) -> bool {
    let packets = |from: usize| head.iter().skip(from).step_by(every);
    (0..every).any(|from| packets(from).count() >= 3 && packets(from).take(8).all(|&byte| byte == 0x47))
}

/// Text, in whichever of the usual encodings.
fn text(head: &[u8]) -> Option<Refusal> {
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let bytes: Vec<u8> = head.iter().copied().filter(|&byte| !(wide && matches!(byte, 0 | 0xfe | 0xff))).collect();
    let strange = bytes.iter().filter(|&&byte| byte < 9 || (14..32).contains(&byte)).count();
    if strange > 0 {
        return None;
    }
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    let text = text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    if PLAYLISTS.iter().any(|mark| text.starts_with(mark)) || text.contains("<mpd") || is_list(text) {
        return Some(Refusal::Playlist);
    }
    let page = ["<!doctype html", "<html", "<head", "<body"].iter().any(|mark| text.contains(mark));
    let picture = text.contains("<svg");
    Some(not_a_video(match () {
        () if page => Lookalike::Page,
        () if picture => Lookalike::Picture,
        () => Lookalike::Text,
    }))
}

/// Lines that are addresses or that FFmpeg's `concat` reads.
fn is_list(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or("");
    ["http://", "https://", "file ", "file:", "rtsp://", "rtmp://", "rtp://"].iter().any(|mark| first.starts_with(mark))
}

fn not_a_video(looks_like: Lookalike) -> Refusal {
    Refusal::NotAVideo { looks_like }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Container, sniff};

    #[test]
    fn what_is_no_video_is_told_by_its_first_bytes() {
        for (head, want) in [
            (&b""[..], "empty"),
            (b"\x7fELF\x02\x01\x01\0", "not-a-video:program"),
            (b"MZ\x90\0", "not-a-video:program"),
            (b"#!/bin/sh\nrm -rf /", "not-a-video:program"),
            (b"#EXTM3U\nfile:///etc/passwd", "playlist"),
            (b"\xef\xbb\xbf#EXTM3U\n", "playlist"),
            (b"\xff\xfe#\0E\0X\0T\0M\x003\0U\0", "playlist"),
            (b"\n\nffconcat version 1.0\nfile '/etc/passwd'", "playlist"),
            (b"file '/etc/passwd'\n", "playlist"),
            (b"http://127.0.0.1/a.ts\n", "playlist"),
            (b"<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn\">", "playlist"),
            (b"v=0\no=- 0 0 IN IP4 127.0.0.1", "playlist"),
            (b"<!DOCTYPE html><title>404", "not-a-video:page"),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "not-a-video:picture"),
            (b"Dear Sirs", "not-a-video:text"),
            (b"RIFF\x24\0\0\0WAVEfmt ", "no-picture"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "not-a-video:picture"),
            (b"\0\0\0\x1cftypavif", "not-a-video:picture"),
            (b"ID3\x03", "no-picture"),
            (b"%PDF-1.7", "not-a-video:document"),
            (b"PK\x03\x04", "not-a-video:archive"),
            (b".RMF\0\0\0\x12", "unsupported:file:RealMedia"),
            (b"\x01\x02\x03\x04\x05", "not-a-video:unknown"),
        ] {
            assert_eq!(sniff(head).map_err(|refusal| refusal.word()), Err(want.to_owned()), "{head:?}");
        }
        for (head, want) in [
            (&b"\0\0\0\x1cftypisom"[..], Container::Boxes),
            (b"\0\0\0\x08wide", Container::Boxes),
            (b"\x1a\x45\xdf\xa3\x9fB\x86", Container::Matroska),
            (b"RIFF\x24\0\0\0AVI LIST", Container::Other),
            (b"FLV\x01\x05", Container::Other),
            (b"\0\0\x01\xba\x44", Container::Other),
        ] {
            assert_eq!(sniff(head), Ok(want), "{head:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_get_an_answer(head in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = sniff(&head);
        }
    }
}
