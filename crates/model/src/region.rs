//! Where an edition is kept and served.

/// A short name that the operator gives: 1 to 40 lower-case letters, digits and hyphens, such as `eu` or `de-north`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Region(String);

impl Region {
    pub fn new(name: &str) -> Option<Region> {
        let lengths_fit = (1..=40).contains(&name.len());
        let letters_fit = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        (lengths_fit && letters_fit).then(|| Region(name.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Region;

    #[test]
    fn a_region_is_a_short_plain_name() {
        let longest = "a".repeat(40);
        for (name, good) in [
            ("eu", true),
            ("de-north", true),
            ("2", true),
            (&*longest, true),
            (&*format!("{longest}a"), false),
            ("", false),
            ("EU", false),
            ("eu ", false),
            ("eu\n", false),
            ("../eu", false),
            ("süd", false),
        ] {
            assert_eq!(Region::new(name).is_some(), good, "{name:?}");
        }
    }
}
