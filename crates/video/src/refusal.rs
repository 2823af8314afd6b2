//! Why there will be no clip: what, whose fault, and what to do, in one sentence.

use model::Blame;

/// `Display` is the sentence in English; [`Refusal::word`] is what a row keeps, so that it can be told in another
/// language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("This is {}, not a video: choose the video file itself.", .looks_like.words())]
    NotAVideo { looks_like: Lookalike },
    #[error("The file is empty: the upload or the recording failed, so choose the file again.")]
    Empty,
    #[error("There is sound in this file but no moving picture: upload a video.")]
    NoPicture,
    #[error("The video lasts {}, and {} is the most here: upload a shorter cut.", clock(*.ms), clock(*.most_ms))]
    TooLong { ms: u64, most_ms: u64 },
    #[error(
        "The picture has {width} × {height} pixels, more than the {most} an edge that are accepted here: export it smaller."
    )]
    TooLarge { width: u32, height: u32, most: u32 },
    #[error("The video has {rate} frames a second, and {most} is the most here: export it with fewer.")]
    TooFast { rate: u32, most: u32 },
    #[error(
        "The end of the file is missing: the upload or the recording broke off, so upload it again or save it once more."
    )]
    Truncated,
    /// `format` as FFmpeg calls it; empty where nobody knows.
    #[error("{} cannot be read here: export the video as MP4 with H.264 and AAC.", .what.in_format(.format))]
    Unsupported { what: Part, format: String },
    #[error("The video is encrypted, so nobody can watch it here: upload a copy without copy protection.")]
    Encrypted,
    #[error("This is a list that points to videos elsewhere, not a video: upload the video file itself.")]
    Playlist,
    #[error("Reading the video came to a standstill: the file is probably broken, so export it once more.")]
    Hung,
    #[error("The video takes too much work for this server: export it smaller, shorter or as H.264.")]
    TooSlow,
    #[error("The video needs more memory than this server gives one clip: export it smaller.")]
    TooHeavy,
    #[error("The server's disk has too little room for this clip: its operator has to make some, then try again.")]
    DiskFull,
    #[error(
        "No clip can be made of this text: the fonts that are built in lack some of its letters, so film it or use a picture."
    )]
    Letters,
    #[error("The video is broken and cannot be shown ({said}): export it once more.")]
    Broken { said: String },
    #[error("The clip could not be worked on, which is this server's fault ({said}): try again later.")]
    Ours { said: String },
}

/// What a file is that somebody took for a video.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookalike {
    Program,
    Page,
    Picture,
    Document,
    Archive,
    Text,
    Unknown,
}

const LOOKALIKES: [(Lookalike, &str, &str); 7] = [
    (Lookalike::Program, "program", "a program"),
    (Lookalike::Page, "page", "a web page"),
    (Lookalike::Picture, "picture", "a picture"),
    (Lookalike::Document, "document", "a document"),
    (Lookalike::Archive, "archive", "an archive"),
    (Lookalike::Text, "text", "a text"),
    (Lookalike::Unknown, "unknown", "a file of an unknown kind"),
];

impl Lookalike {
    pub fn word(self) -> &'static str {
        self.row().1
    }

    fn words(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (Lookalike, &'static str, &'static str) {
        LOOKALIKES.into_iter().find(|(kind, ..)| *kind == self).unwrap_or(LOOKALIKES[6])
    }

    fn from_word(word: &str) -> Option<Lookalike> {
        LOOKALIKES.into_iter().find(|(_, known, _)| *known == word).map(|(kind, ..)| kind)
    }
}

/// What of a video cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Picture,
    Sound,
    /// All of it.
    File,
    /// Colours that are brighter than ordinary screens can show.
    HighRange,
}

const PARTS: [(Part, &str, &str); 4] = [
    (Part::Picture, "picture", "A picture"),
    (Part::Sound, "sound", "Sound"),
    (Part::File, "file", "A file"),
    (Part::HighRange, "hdr", "High dynamic range"),
];

impl Part {
    fn word(self) -> &'static str {
        self.row().1
    }

    fn in_format(self, format: &str) -> String {
        match (self, self.row().2, format) {
            (Part::HighRange, words, _) => words.to_owned(),
            (_, words, "") => format!("{words} in an unknown format"),
            (_, words, format) => format!("{words} in the format {format}"),
        }
    }

    fn row(self) -> (Part, &'static str, &'static str) {
        PARTS.into_iter().find(|(part, ..)| *part == self).unwrap_or(PARTS[0])
    }

    fn from_word(word: &str) -> Option<Part> {
        PARTS.into_iter().find(|(_, known, _)| *known == word).map(|(part, ..)| part)
    }
}

impl Refusal {
    /// Who can do something about it: who uploaded it, or us.
    pub fn blame(&self) -> Blame {
        match self {
            Refusal::DiskFull | Refusal::Ours { .. } => Blame::Ours,
            _ => Blame::Reader,
        }
    }

    /// Whether the same file may pass later.
    pub fn may_pass_later(&self) -> bool {
        self.blame() == Blame::Ours
    }

    /// A word and its figures, separated by colons: `too-long:660000:600000`.
    pub fn word(&self) -> String {
        match self {
            Refusal::NotAVideo { looks_like } => format!("not-a-video:{}", looks_like.word()),
            Refusal::Empty => "empty".to_owned(),
            Refusal::NoPicture => "no-picture".to_owned(),
            Refusal::TooLong { ms, most_ms } => format!("too-long:{ms}:{most_ms}"),
            Refusal::TooLarge { width, height, most } => format!("too-large:{width}:{height}:{most}"),
            Refusal::TooFast { rate, most } => format!("too-fast:{rate}:{most}"),
            Refusal::Truncated => "truncated".to_owned(),
            Refusal::Unsupported { what, format } => format!("unsupported:{}:{format}", what.word()),
            Refusal::Encrypted => "encrypted".to_owned(),
            Refusal::Playlist => "playlist".to_owned(),
            Refusal::Hung => "hung".to_owned(),
            Refusal::TooSlow => "too-slow".to_owned(),
            Refusal::TooHeavy => "too-heavy".to_owned(),
            Refusal::DiskFull => "disk-full".to_owned(),
            Refusal::Letters => "letters".to_owned(),
            Refusal::Broken { said } => format!("broken:{said}"),
            Refusal::Ours { said } => format!("ours:{said}"),
        }
    }

    /// `None` when no refusal has this word.
    pub fn from_word(word: &str) -> Option<Refusal> {
        let (kind, rest) = word.split_once(':').unwrap_or((word, ""));
        let mut figures = rest.split(':').map(str::parse::<u64>);
        let mut figure = || figures.next()?.ok();
        let mut small = || u32::try_from(figure()?).ok();
        Some(match kind {
            "not-a-video" => Refusal::NotAVideo { looks_like: Lookalike::from_word(rest)? },
            "empty" => Refusal::Empty,
            "no-picture" => Refusal::NoPicture,
            "too-long" => Refusal::TooLong { ms: figure()?, most_ms: figure()? },
            "too-large" => Refusal::TooLarge { width: small()?, height: small()?, most: small()? },
            "too-fast" => Refusal::TooFast { rate: small()?, most: small()? },
            "truncated" => Refusal::Truncated,
            "unsupported" => {
                let (what, format) = rest.split_once(':')?;
                Refusal::Unsupported { what: Part::from_word(what)?, format: format.to_owned() }
            }
            "encrypted" => Refusal::Encrypted,
            "playlist" => Refusal::Playlist,
            "hung" => Refusal::Hung,
            "too-slow" => Refusal::TooSlow,
            "too-heavy" => Refusal::TooHeavy,
            "disk-full" => Refusal::DiskFull,
            "letters" => Refusal::Letters,
            "broken" => Refusal::Broken { said: rest.to_owned() },
            "ours" => Refusal::Ours { said: rest.to_owned() },
            _ => return None,
        })
    }

    pub(crate) fn ours(said: impl std::fmt::Display) -> Refusal {
        Refusal::Ours { said: said.to_string() }
    }

    /// A file of ours could not be read or written.
    pub(crate) fn file(error: &std::io::Error) -> Refusal {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Refusal::DiskFull,
            _ => Refusal::ours(error),
        }
    }
}

/// Minutes and seconds.
fn clock(ms: u64) -> String {
    let seconds = ms / 1000;
    match seconds / 3600 {
        0 => format!("{}:{:02}", seconds / 60, seconds % 60),
        hours => format!("{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::{Lookalike, Part, Refusal};

    #[test]
    fn a_refusal_comes_back_from_the_word_that_a_row_keeps() {
        let said = "moov: bad: really".to_owned();
        for refusal in [
            Refusal::NotAVideo { looks_like: Lookalike::Program },
            Refusal::NotAVideo { looks_like: Lookalike::Unknown },
            Refusal::Empty,
            Refusal::NoPicture,
            Refusal::TooLong { ms: 36_000_000, most_ms: 600_000 },
            Refusal::TooLarge { width: 16384, height: 16, most: 8192 },
            Refusal::TooFast { rate: 1000, most: 240 },
            Refusal::Truncated,
            Refusal::Unsupported { what: Part::Picture, format: "ProRes: RAW".to_owned() },
            Refusal::Unsupported { what: Part::HighRange, format: String::new() },
            Refusal::Encrypted,
            Refusal::Playlist,
            Refusal::Hung,
            Refusal::TooSlow,
            Refusal::TooHeavy,
            Refusal::DiskFull,
            Refusal::Letters,
            Refusal::Broken { said: said.clone() },
            Refusal::Ours { said },
        ] {
            assert_eq!(Refusal::from_word(&refusal.word()), Some(refusal.clone()), "{}", refusal.word());
            let sentence = refusal.to_string();
            assert!(sentence.ends_with('.') && sentence.len() > 40, "{sentence}");
        }
        for word in ["", "too-long", "too-long:1", "too-long:1:x", "not-a-video:spoon", "sad"] {
            assert_eq!(Refusal::from_word(word), None, "{word}");
        }
    }

    #[test]
    fn lengths_are_told_as_on_a_clock() {
        let refusal = Refusal::TooLong { ms: 36_000_000, most_ms: 600_000 };
        assert_eq!(refusal.to_string(), "The video lasts 10:00:00, and 10:00 is the most here: upload a shorter cut.");
    }
}
