//! Captions, read leniently (WebVTT, SubRip) and written strictly as WebVTT (W3C, 2019): cues in order, plain text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use model::{ClipFile, ClipFileKind, ClipId, Language};
use tokio::fs;

use super::files::failed;
use crate::{Editor, Error, Newsroom, Refusal};

/// Bytes of a file.
pub const LARGEST_CAPTIONS: usize = 512 * 1024;
const MOST_CUES: usize = 5_000;
const LONGEST_CUE: usize = 500;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Cue {
    from_ms: u64,
    to_ms: u64,
    text: String,
}

impl Newsroom {
    /// In place of those that were there in this language.
    pub async fn set_captions(&self, editor: &Editor, id: ClipId, language: &str, bytes: &[u8]) -> Result<(), Error> {
        self.own_clip(editor, id).await?;
        self.keep_captions(id, language, bytes).await
    }

    pub(crate) async fn keep_captions(&self, id: ClipId, language: &str, bytes: &[u8]) -> Result<(), Error> {
        let language = Language::from_tag(language);
        if !language.is_known() {
            return Err(Refusal::Captions("their language is not named".to_owned()).into());
        }
        let text = as_webvtt(bytes).map_err(|why| Refusal::Captions(why.to_owned()))?;
        let before = self.captions_in(id, language.tag()).await?;
        let folder = self.clip_files().workshop(id).with_extension("captions");
        fs::create_dir_all(&folder).await.map_err(failed)?;
        let path = folder.join(language.tag());
        fs::write(&path, text).await.map_err(failed)?;
        let keeping = self.clip_files().keeping().await;
        let (file, bytes) = self.clip_files().keep(path).await?;
        let _ = fs::remove_dir(&folder).await;
        let captions = ClipFile {
            kind: ClipFileKind::Captions,
            file,
            name: language.tag().to_owned(),
            media_type: "text/vtt; charset=utf-8".to_owned(),
            width: 0,
            height: 0,
            bytes,
        };
        self.store().add_clip_file(id, &captions).await?;
        drop(keeping);
        self.forget_unused(before).await
    }

    async fn captions_in(&self, id: ClipId, language: &str) -> Result<Option<String>, Error> {
        let files = self.store().clip_files(id).await?;
        let there = files.into_iter().find(|file| file.kind == ClipFileKind::Captions && file.name == language);
        Ok(there.map(|file| file.file))
    }

    pub async fn remove_captions(&self, editor: &Editor, id: ClipId, language: &str) -> Result<(), Error> {
        let clip = self.own_clip(editor, id).await?;
        let before = self.captions_in(id, language).await?;
        self.store().remove_clip_file(clip.id, ClipFileKind::Captions, language).await?;
        self.forget_unused(before).await
    }
}

/// What could be read of it; a word of why, where there is not one cue.
pub fn as_webvtt(bytes: &[u8]) -> Result<String, &'static str> {
    if bytes.len() > LARGEST_CAPTIONS {
        return Err("more than 512 kB");
    }
    let text = decoded(bytes).replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
    let text = text.trim_start_matches('\u{feff}');
    // A line with nothing but a space in it parts two cues, too.
    let text = text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let mut cues: Vec<Cue> = text.split("\n\n").filter_map(cue).take(MOST_CUES).collect();
    if cues.is_empty() {
        return Err("there is no line with times like 00:01.000 --> 00:03.000");
    }
    cues.sort_by_key(|cue| (cue.from_ms, cue.to_ms));
    let mut out = "WEBVTT\n".to_owned();
    for cue in cues {
        out.push_str(&format!("\n{} --> {}\n{}\n", written(cue.from_ms), written(cue.to_ms), cue.text));
    }
    Ok(out)
}

/// In the encoding that its mark names, or in UTF-8, or in UTF-16 where every second byte is 0, or in what it looks like.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    if let [first, second, third, fourth, ..] = bytes {
        let wide = match [first, second, third, fourth].map(|byte| *byte == 0) {
            [false, true, false, true] => Some(UTF_16LE),
            [true, false, true, false] => Some(UTF_16BE),
            _ => None,
        };
        if let Some(wide) = wide {
            return wide.decode_without_bom_handling(bytes).0;
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow).decode_without_bom_handling(bytes).0
}

fn cue(block: &str) -> Option<Cue> {
    let mut lines = block.lines().skip_while(|line| !line.contains("-->"));
    let (from, rest) = lines.next()?.split_once("-->")?;
    let to = rest.split_whitespace().next()?;
    let (from_ms, to_ms) = (milliseconds(from)?, milliseconds(to)?);
    let text: Vec<String> = lines.map(plain).filter(|line| !line.is_empty()).collect();
    let text = shortened(text.join("\n"));
    (to_ms > from_ms && !text.is_empty()).then_some(Cue { from_ms, to_ms, text })
}

/// No entity is cut in two.
fn shortened(text: String) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST_CUE) else { return text };
    let cut = &text[..end];
    let open = cut.rfind('&').filter(|at| !cut[*at..].contains(';'));
    cut[..open.unwrap_or(end)].trim_end().to_owned()
}

/// `1:02:03.450`, `02:03,45`; hours may be missing.
fn milliseconds(text: &str) -> Option<u64> {
    let (clock, fraction) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), "0"));
    let mut seconds = 0u64;
    let parts: Vec<&str> = clock.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    for part in parts {
        let part: u64 = part.parse().ok().filter(|part| *part < 100_000)?;
        seconds = seconds * 60 + part;
    }
    let digits: String = fraction.chars().take(3).collect();
    let thousandths: u64 = format!("{digits:0<3}").parse().ok()?;
    Some(seconds * 1000 + thousandths)
}

fn written(ms: u64) -> String {
    let (seconds, thousandths) = (ms / 1000, ms % 1000);
    format!("{:02}:{:02}:{:02}.{thousandths:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Without tags; what is left can open none.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for sign in line.trim().chars() {
        match sign {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside || sign.is_control() => {}
            '>' => out.push_str("&gt;"),
            _ => out.push(sign),
        }
    }
    // Entities that are there already stay; a lone sign becomes one.
    let parts: Vec<&str> = out.split('&').collect();
    let known = ["amp;", "lt;", "gt;", "nbsp;", "lrm;", "rlm;"];
    let mut safe = parts.first().copied().unwrap_or_default().to_owned();
    for part in parts.iter().skip(1) {
        safe.push_str(if known.iter().any(|name| part.starts_with(name)) { "&" } else { "&amp;" });
        safe.push_str(part);
    }
    safe.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn subrip_and_webvtt_become_the_same_strict_webvtt() {
        let want = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nGood evening &amp; welcome.\n\n01:00:03.000 --> 01:00:04.000\nTwo\nlines\n";
        let srt = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Good evening</i> & welcome.\r\n\r\n2\r\n01:00:03,000 --> 01:00:04,000\r\nTwo\r\nlines\r\n";
        let vtt = "\u{feff}WEBVTT - made by hand\n\nNOTE nothing\n\nb\n01:00:03.000 --> 01:00:04.000 align:start\nTwo\nlines\n\n00:01.000 --> 00:02.5\n<v Ines>Good evening &amp; welcome.";
        assert_eq!(as_webvtt(srt.as_bytes()).as_deref(), Ok(want));
        assert_eq!(as_webvtt(vtt.as_bytes()).as_deref(), Ok(want));
        assert_eq!(as_webvtt(want.as_bytes()).as_deref(), Ok(want));
    }

    #[test]
    fn a_cue_that_is_too_long_ends_before_a_sign_that_would_be_cut_in_two() {
        for more in 0..6 {
            let long = format!("00:01.000 --> 00:02.000\n{}{}", "a".repeat(more), ">".repeat(LONGEST_CUE));
            let text = as_webvtt(long.as_bytes()).unwrap();
            assert!(text.ends_with("&gt;\n"), "{text}");
            assert_eq!(as_webvtt(text.as_bytes()), Ok(text));
        }
    }

    #[test]
    fn captions_are_read_in_the_encodings_that_programs_write() {
        let srt = "1\r\n00:00:01,000 --> 00:00:02,500\r\nÜber die Brücke, schöne Grüße aus Köln\r\n";
        let want = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nÜber die Brücke, schöne Grüße aus Köln\n";
        let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let marked = format!("\u{feff}{srt}");
        for bytes in [
            srt.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            encoding_rs::WINDOWS_1252.encode(srt).0.into_owned(),
            wide(&marked, u16::to_le_bytes),
            wide(&marked, u16::to_be_bytes),
            wide(srt, u16::to_le_bytes),
            wide(srt, u16::to_be_bytes),
        ] {
            assert_eq!(as_webvtt(&bytes).as_deref(), Ok(want), "{bytes:?}");
        }
        let russian = "00:01.000 --> 00:02.000\nДобрый вечер, дорогие друзья\n";
        let text = as_webvtt(&encoding_rs::WINDOWS_1251.encode(russian).0).unwrap();
        assert!(text.contains("Добрый вечер, дорогие друзья"), "{text}");
    }

    #[test]
    fn a_line_with_only_a_space_parts_two_cues() {
        let text = "00:01.000 --> 00:02.000\nOne \n \n00:03.000 --> 00:04.000\nTwo\n\t\n";
        let want = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nOne\n\n00:00:03.000 --> 00:00:04.000\nTwo\n";
        assert_eq!(as_webvtt(text.as_bytes()).as_deref(), Ok(want));
    }

    #[test]
    fn what_is_no_captions_says_so() {
        for bytes in
            [&b""[..], b"WEBVTT", b"\x89PNG\r\n\x1a\n", b"00:02.000 --> 00:01.000\nbackwards", b"1 --> 2\nno clock"]
        {
            assert!(as_webvtt(bytes).is_err(), "{bytes:?}");
        }
        assert!(as_webvtt(&vec![b'a'; LARGEST_CAPTIONS + 1]).is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_sent_becomes_text_that_opens_no_tag(bytes in proptest::collection::vec(any::<u8>(), 0..400), line in "[ -~]{0,60}") {
            let _ = as_webvtt(&bytes);
            let said = format!("00:01.000 --> 00:02.000\n{line}");
            if let Ok(text) = as_webvtt(said.as_bytes()) {
                let words = text.lines().skip(3).collect::<Vec<_>>().join("\n");
                prop_assert!(!words.contains('<') && !words.contains("-->"), "{}", text);
                prop_assert_eq!(as_webvtt(text.as_bytes()), Ok(text));
            }
        }
    }
}
