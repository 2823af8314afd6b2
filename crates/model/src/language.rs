//! The language of a text, as the two letters of ISO 639-1.

/// Two lower-case letters of ISO 639-1, or `und` where nobody knows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 2]);

impl Language {
    pub const UNKNOWN: Language = Language([0, 0]);
    pub const ENGLISH: Language = Language(*b"en");
    pub const GERMAN: Language = Language(*b"de");

    /// Reads the first subtag of a BCP 47 tag (`de-AT`, `EN_us`); `UNKNOWN` unless it has two letters.
    pub fn from_tag(tag: &str) -> Language {
        let first = tag.trim().split(['-', '_']).next().unwrap_or("");
        match first.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Language([a.to_ascii_lowercase(), b.to_ascii_lowercase()])
            }
            _ => Language::UNKNOWN,
        }
    }

    /// The two letters, or `und` (BCP 47's word for unknown).
    pub fn tag(&self) -> &str {
        std::str::from_utf8(&self.0).ok().filter(|_| self.is_known()).unwrap_or("und")
    }

    pub fn is_known(self) -> bool {
        self != Language::UNKNOWN
    }

    /// Written from right to left?
    pub fn is_right_to_left(self) -> bool {
        matches!(&self.0, b"ar" | b"fa" | b"he" | b"ur" | b"yi" | b"ps" | b"dv" | b"sd" | b"ug" | b"ku")
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.tag())
    }
}

impl Default for Language {
    fn default() -> Self {
        Language::UNKNOWN
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_are_read_as_far_as_they_are_known() {
        for (tag, want) in
            [("de", "de"), ("de-AT", "de"), (" EN_us ", "en"), ("", "und"), ("zho", "und"), ("1x", "und")]
        {
            assert_eq!(Language::from_tag(tag).tag(), want, "{tag}");
        }
    }
}
