//! A publication with its own everything.

/// Lower-case letters, digits and hyphens, 1 to 40 of them, a letter first: it names a folder and a schema.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EditionName(String);

impl EditionName {
    pub fn new(name: &str) -> Option<EditionName> {
        let lengths_fit = (1..=40).contains(&name.len());
        let starts_well = name.starts_with(|c: char| c.is_ascii_lowercase());
        let letters_fit = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        (lengths_fit && starts_well && letters_fit).then(|| EditionName(name.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Nothing that is kept is reachable without one of these in hand, and no function takes two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    pub name: EditionName,
    /// What readers see at the top of every page.
    pub title: String,
    /// The line below the title.
    pub motto: String,
}

#[cfg(test)]
mod tests {
    use super::EditionName;

    #[test]
    fn a_name_that_could_leave_its_folder_is_refused() {
        for (name, good) in [
            ("main", true),
            ("town-2", true),
            ("", false),
            ("../x", false),
            ("2town", false),
            ("Town", false),
            ("a\"b", false),
            (&"a".repeat(41), false),
        ] {
            assert_eq!(EditionName::new(name).is_some(), good, "{name}");
        }
    }
}
