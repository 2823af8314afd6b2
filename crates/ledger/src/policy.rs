//! Whose signatures are enough to believe a head?
//!
//! C2SP `tlog-policy`: lines `log <vkey> [url]`, `witness <name> <vkey> [url]`, `group <name> any|all|<k> <member>…` and one `quorum
//! <name>|none`. Not to be confused with the policy that an entry of the log states: who may open what.

use std::collections::{HashMap, HashSet};

use crate::note::KeyKind;
use crate::{Checkpoint, Fault, Note, VerifierKey};

/// More of them, logs, witnesses and groups together, are not read.
pub const LINES_AT_MOST: usize = 1024;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// For a log its origin, for a witness what the policy calls it.
    pub name: String,
    pub key: VerifierKey,
    pub url: Option<String>,
}

/// A witness, or some of these.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Quorum {
    None,
    Witness(usize),
    Group { wanted: usize, members: Vec<Quorum> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustPolicy {
    pub logs: Vec<Party>,
    pub witnesses: Vec<Party>,
    quorum: Quorum,
    quorum_name: String,
}

/// A head that a policy is content with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trusted {
    pub checkpoint: Checkpoint,
    /// Which witnesses cosigned, by their place in [`TrustPolicy::witnesses`], and when (seconds since 1970).
    pub cosigned: Vec<(usize, u64)>,
}

impl TrustPolicy {
    /// Believes this log, whoever else saw its head.
    #[must_use]
    pub fn of_log(key: VerifierKey) -> Self {
        let logs = vec![Party { name: key.name().to_owned(), key, url: None }];
        Self { logs, witnesses: Vec::new(), quorum: Quorum::None, quorum_name: "none".to_owned() }
    }

    /// Believes this key of a log besides those that are named, as the one that a trusted key has handed over to.
    #[must_use]
    pub fn with_log(mut self, key: VerifierKey) -> Self {
        if self.logs.iter().all(|log| log.key != key) {
            self.logs.push(Party { name: key.name().to_owned(), key, url: None });
        }
        self
    }

    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.bytes().any(|byte| (byte < b' ' && byte != b'\n' && byte != b'\t') || byte == 0x7f) {
            return Err(Fault::malformed("trust policy", "it holds a control character"));
        }
        let mut reading = Reading::default();
        for (number, line) in text.split('\n').enumerate() {
            let fault = |why| Fault::malformed("trust policy", format!("line {}: {why}", number + 1));
            let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
            reading.line(&words).map_err(fault)?;
        }
        let (quorum_name, quorum) =
            reading.quorum.ok_or_else(|| Fault::malformed("trust policy", "it has no line quorum <name>|none"))?;
        Ok(Self { logs: reading.logs, witnesses: reading.witnesses, quorum, quorum_name })
    }

    /// Is this head signed by one of the logs, and cosigned by a quorum of the witnesses?
    pub fn verify(&self, note: &Note) -> Result<Trusted, Fault> {
        let keys: Vec<VerifierKey> = self.logs.iter().chain(&self.witnesses).map(|party| party.key.clone()).collect();
        let signed = note.verify(&keys)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        let logs = signed.iter().filter_map(|signed| self.logs.get(signed.key));
        let mut names = logs.map(|log| &log.name).peekable();
        let first = (*names.peek().ok_or(Fault::Unsigned)?).clone();
        if !names.any(|name| *name == checkpoint.origin) {
            return Err(Fault::OtherLog { found: checkpoint.origin, wanted: first });
        }
        let witnesses =
            signed.iter().filter_map(|signed| Some((signed.key.checked_sub(self.logs.len())?, signed.time)));
        let cosigned: Vec<(usize, u64)> = witnesses.collect();
        if !self.quorum.is_met(&cosigned) {
            let found: Vec<&str> = cosigned.iter().map(|(witness, _)| self.witnesses[*witness].name.as_str()).collect();
            let found = if found.is_empty() { "nobody".to_owned() } else { found.join(", ") };
            return Err(Fault::Quorum { wanted: self.quorum_name.clone(), found });
        }
        Ok(Trusted { checkpoint, cosigned })
    }
}

impl Quorum {
    fn is_met(&self, cosigned: &[(usize, u64)]) -> bool {
        match self {
            Self::None => true,
            Self::Witness(witness) => cosigned.iter().any(|(found, _)| found == witness),
            Self::Group { wanted, members } => {
                members.iter().filter(|member| member.is_met(cosigned)).take(*wanted).count() == *wanted
            }
        }
    }
}

#[derive(Default)]
struct Reading {
    logs: Vec<Party>,
    witnesses: Vec<Party>,
    defined: HashMap<String, Quorum>,
    /// Each may be a member once, so that nobody counts twice.
    members: HashSet<String>,
    quorum: Option<(String, Quorum)>,
}

impl Reading {
    fn line(&mut self, words: &[&str]) -> Result<(), String> {
        match words {
            [] => Ok(()),
            [first, ..] if first.starts_with('#') => Ok(()),
            ["log", vkey, url @ ..] if url.len() < 2 => {
                let party = party(None, vkey, KeyKind::Text, url, &self.logs)?;
                self.logs.push(party);
                Ok(())
            }
            ["witness", name, vkey, url @ ..] if url.len() < 2 => {
                let party = party(Some(name), vkey, KeyKind::Cosignature, url, &self.witnesses)?;
                self.define(name, Quorum::Witness(self.witnesses.len()))?;
                self.witnesses.push(party);
                Ok(())
            }
            ["group", name, wanted, members @ ..] if !members.is_empty() => {
                let wanted = match *wanted {
                    "any" => 1,
                    "all" => members.len(),
                    k => crate::decimal(k).and_then(|k| usize::try_from(k).ok()).unwrap_or(0),
                };
                if !(1..=members.len()).contains(&wanted) {
                    return Err(format!("any, all or a number from 1 to {} was expected", members.len()));
                }
                let members = members.iter().map(|member| self.member(member)).collect::<Result<_, _>>()?;
                self.define(name, Quorum::Group { wanted, members })
            }
            ["quorum", name] => {
                if self.quorum.is_some() {
                    return Err("there is a quorum line already".to_owned());
                }
                let quorum = if *name == "none" { Quorum::None } else { self.named(name)? };
                self.quorum = Some(((*name).to_owned(), quorum));
                Ok(())
            }
            [first, ..] => Err(format!("{first} is not a log, witness, group or quorum line of this shape")),
        }
    }

    fn define(&mut self, name: &str, quorum: Quorum) -> Result<(), String> {
        if self.defined.len() >= LINES_AT_MOST {
            return Err(format!("there are more than {LINES_AT_MOST} witnesses and groups"));
        }
        if name == "none" || self.defined.insert(name.to_owned(), quorum).is_some() {
            return Err(format!("the name {name} is taken"));
        }
        Ok(())
    }

    fn named(&self, name: &str) -> Result<Quorum, String> {
        self.defined.get(name).cloned().ok_or_else(|| format!("{name} is not defined above"))
    }

    fn member(&mut self, name: &str) -> Result<Quorum, String> {
        let quorum = self.named(name)?;
        if self.members.insert(name.to_owned()) { Ok(quorum) } else { Err(format!("{name} is a member already")) }
    }
}

fn party(name: Option<&str>, vkey: &str, kind: KeyKind, url: &[&str], known: &[Party]) -> Result<Party, String> {
    let key = VerifierKey::parse(vkey).map_err(|fault| fault.to_string())?;
    if key.kind() != kind {
        return Err(format!("a key of type {:02x} was expected", kind as u8));
    }
    if known.iter().any(|party| party.key.bytes() == key.bytes()) {
        return Err("this key stands above already".to_owned());
    }
    if known.len() >= LINES_AT_MOST {
        return Err(format!("there are more than {LINES_AT_MOST} of them"));
    }
    let name = name.unwrap_or(key.name()).to_owned();
    Ok(Party { name, key, url: url.first().map(|url| (*url).to_owned()) })
}
