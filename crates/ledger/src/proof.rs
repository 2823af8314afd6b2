//! Can somebody show, without asking the log, that an entry is in it?
//!
//! C2SP `tlog-proof`: an entry's number, the way from its leaf to the root, and the head with that root.

use std::fmt;

use crate::policy::Trusted;
use crate::tree::{STEPS_AT_MOST, leaf_hash, verify_inclusion};
use crate::{Fault, Hash, Note, TrustPolicy, decimal, from_base64, hash_from_base64, note, to_base64};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// A longer proof is not read: its head may be 1 MiB, and as much may come before.
pub const BYTES_AT_MOST: usize = 2 * note::BYTES_AT_MOST;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What somebody put along; nobody vouches for it.
    pub extra: Option<Vec<u8>>,
    pub index: u64,
    /// From the leaf's sibling to the root's child.
    pub path: Vec<Hash>,
    pub head: Note,
}

impl Proof {
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let fault = |why: &str| Fault::malformed("tlog-proof", why);
        if bytes.len() > BYTES_AT_MOST {
            return Err(fault("it is longer than 2 MiB"));
        }
        let text = str::from_utf8(bytes).map_err(|_| fault("it is not UTF-8"))?;
        let (lines, head) = text.split_once("\n\n").ok_or_else(|| fault("no blank line parts proof and checkpoint"))?;
        let mut lines = lines.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(fault("its first line is not c2sp.org/tlog-proof@v1"));
        }
        let extra = lines.next_if(|line| line.starts_with("extra ")).and_then(|line| line.strip_prefix("extra "));
        let extra = extra.map(|line| from_base64(line).ok_or_else(|| fault("its extra line is not base 64")));
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(decimal);
        let index = index.ok_or_else(|| fault("it has no line index <number> where it should"))?;
        let path: Option<Vec<Hash>> = lines.map(hash_from_base64).collect();
        let path = path.ok_or_else(|| fault("one of its lines is not a hash in base 64"))?;
        if path.len() > STEPS_AT_MOST {
            return Err(fault("it has more steps than any tree"));
        }
        Ok(Self { extra: extra.transpose()?, index, path, head: Note::parse(head.as_bytes())? })
    }

    /// Is this entry in a log that is trusted? Then in which, at which head.
    pub fn verify(&self, entry: &[u8], trust: &TrustPolicy) -> Result<Trusted, Fault> {
        let trusted = trust.verify(&self.head)?;
        let Trusted { checkpoint, .. } = &trusted;
        verify_inclusion(self.index, leaf_hash(entry), checkpoint.size, &checkpoint.root, &self.path)?;
        Ok(trusted)
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{}", to_base64(hash)))?;
        write!(f, "\n{}", self.head)
    }
}
