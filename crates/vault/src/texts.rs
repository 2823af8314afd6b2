//! Short texts under a key of the edition: what has to be read while the person is not here, such as where an answer is
//! mailed to. They are no reader's secret from the server, but nobody reads them in a copy of the database.

use crate::{Error, Key};

#[derive(Debug, Clone)]
pub struct Texts {
    key: Key,
    marks: Key,
    what: &'static str,
}

impl Texts {
    /// `what` names the kind of text; a text of one kind does not open as another.
    pub fn new(key: &Key, what: &'static str) -> Texts {
        Texts { key: key.derive("caulbart/texts/v1"), marks: key.derive("caulbart/marks/v1"), what }
    }

    pub fn seal(&self, text: &str) -> Result<Vec<u8>, Error> {
        self.key.seal(self.what.as_bytes(), text.as_bytes())
    }

    /// `None` for what is not of this kind, or was changed.
    pub fn open(&self, sealed: &[u8]) -> Option<String> {
        String::from_utf8(self.key.open(self.what.as_bytes(), sealed)?).ok()
    }

    /// The same for the same text, in 64 hexadecimal digits; nobody finds the text without the key.
    pub fn mark(&self, text: &str) -> String {
        ledger::entry::to_hex(&self.marks.mac(self.what, &[text.as_bytes()]))
    }

    pub fn seal_in_hex(&self, text: &str) -> Result<String, Error> {
        Ok(ledger::entry::to_hex(&self.seal(text)?))
    }

    pub fn open_hex(&self, sealed: &str) -> Option<String> {
        let bytes: Option<Vec<u8>> = (0..sealed.len())
            .step_by(2)
            .map(|at| sealed.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
            .collect();
        self.open(&bytes?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_opens_as_what_it_is_and_its_mark_is_always_the_same() {
        let key = Key::random().unwrap();
        let (addresses, names) = (Texts::new(&key, "address"), Texts::new(&key, "name"));
        let sealed = addresses.seal("ann@example.org").unwrap();
        assert_eq!(addresses.open(&sealed).as_deref(), Some("ann@example.org"));
        assert_eq!(names.open(&sealed), None);
        assert_eq!(names.open_hex(&names.seal_in_hex("Ann").unwrap()).as_deref(), Some("Ann"));
        for wrong in ["", "zz", "é", "0"] {
            assert_eq!(names.open_hex(wrong), None);
        }
        assert_eq!(addresses.mark("ann@example.org"), addresses.mark("ann@example.org"));
        assert_ne!(addresses.mark("ann@example.org"), addresses.mark("ben@example.org"));
        assert!(!addresses.mark("ann@example.org").contains("ann"));
    }
}
