//! Codes that are drawn by lot and written down by hand: of recovery, and of an invitation.

use sha2::{Digest, Sha256};
use vault::Holder;

use crate::Error;

/// Crockford's digits: no letter that is taken for a digit, and no U.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 5;
const IN_A_GROUP: usize = 5;

/// 125 random bits. Nobody guesses it, so a plain hash of it may be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// From the system's source of chance.
    pub fn random() -> Result<Code, Error> {
        let mut bytes = [0; GROUPS * IN_A_GROUP];
        getrandom::fill(&mut bytes)
            .map_err(|error| Error::Refused(format!("The system gave no random bytes: {error}")))?;
        Ok(Code(bytes.iter().map(|byte| char::from(DIGITS[usize::from(byte % 32)])).collect()))
    }

    /// However it was typed: in small letters, with or without hyphens, with O for 0 and I or L for 1.
    pub fn read(typed: &str) -> Option<Code> {
        let mut code = String::with_capacity(GROUPS * IN_A_GROUP);
        for c in typed.chars().take(200).filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '.')) {
            let digit = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if !digit.is_ascii() || !DIGITS.contains(&(digit as u8)) || code.len() == GROUPS * IN_A_GROUP {
                return None;
            }
            code.push(digit);
        }
        (code.len() == GROUPS * IN_A_GROUP).then_some(Code(code))
    }

    /// In groups, as it is written down: `4F2KX-…`.
    pub fn shown(&self) -> String {
        let groups: Vec<&str> = (0..GROUPS).filter_map(|group| self.0.get(group * 5..group * 5 + 5)).collect();
        groups.join("-")
    }

    /// By which her keys are unwrapped, where it is of recovery.
    pub fn holder(&self) -> Holder {
        Holder::new(self.hash(), self.0.as_bytes())
    }

    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }
}

// A code never reaches a log.
impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn a_code_is_read_however_a_person_types_it() {
        let code = Code::random().unwrap();
        let shown = code.shown();
        assert_eq!(shown.len(), 29, "{shown}");
        assert_ne!(shown, Code::random().unwrap().shown());
        let spaced = shown.replace('-', " – ");
        let mistaken = shown.replace('0', "o").replace('1', "l");
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', ""), format!("  {spaced}\n"), mistaken] {
            assert_eq!(Code::read(&typed), Some(code.clone()), "{typed}");
        }
        let half = shown.get(..20).unwrap().to_owned();
        for wrong in [String::new(), half, format!("{shown}0"), shown.replace(&shown[..1], "U"), "é".repeat(25)] {
            assert_eq!(Code::read(&wrong), None, "{wrong}");
        }
        assert_eq!(format!("{code:?}"), "Code(…)");
    }
}
