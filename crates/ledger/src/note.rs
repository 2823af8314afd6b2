//! Who signed this text?
//!
//! C2SP `signed-note`: a text, a blank line, and signatures `— name base64(key id ‖ signature)`. Two kinds are understood: 01,
//! Ed25519 over the text, and 04, a witness's cosignature with its time. Any other, 06 among them, is from an unknown key.

use std::fmt;

use ed25519_dalek::Signer;
use sha2::{Digest, Sha256};

use crate::{Fault, from_base64, to_base64};

/// Longer notes are not read.
pub const BYTES_AT_MOST: usize = 1 << 20;
pub const SIGNATURES_AT_MOST: usize = 64;

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// The text (type 01).
    Text = 1,
    /// The text and a time, as a witness does (type 04).
    Cosignature = 4,
}

/// A public key with its name: whom to believe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: u32,
    kind: KeyKind,
    // Ready to verify it is large, and entries bear one.
    key: Box<ed25519_dalek::VerifyingKey>,
}

fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

fn key_id(name: &str, kind: u8, key: &[u8]) -> u32 {
    let hash = Sha256::new().chain_update(name).chain_update([b'\n', kind]).chain_update(key).finalize();
    u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
}

impl VerifierKey {
    fn new(name: &str, kind: KeyKind, key: ed25519_dalek::VerifyingKey) -> Self {
        Self { name: name.to_owned(), id: key_id(name, kind as u8, key.as_bytes()), kind, key: Box::new(key) }
    }

    /// Reads `name+id+base64(kind ‖ key)`.
    pub fn parse(vkey: &str) -> Result<Self, Fault> {
        let fault = |why: &str| Fault::malformed("verifier key", why);
        let mut parts = vkey.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(fault("it is not name+id+key"));
        };
        let bytes = from_base64(key).ok_or_else(|| fault("its last part is not base 64"))?;
        let (kind, key) = bytes.split_first().ok_or_else(|| fault("its last part is empty"))?;
        if !is_key_name(name) || id != format!("{:08x}", key_id(name, *kind, key)) {
            return Err(fault("its id is not that of its name and key"));
        }
        let kind = match kind {
            1 => KeyKind::Text,
            4 => KeyKind::Cosignature,
            other => return Err(fault(&format!("its type {other:02x} is not understood here, only 01 and 04 are"))),
        };
        let key = key.try_into().map_err(|_| fault("an Ed25519 key has 32 bytes"))?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(key).map_err(|_| fault("its bytes are no Ed25519 key"))?;
        Ok(Self::new(name, kind, key))
    }

    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The bare key, whatever its name and kind.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// The time of a cosignature in seconds since 1970; 0 for a signature that has none.
    fn verify(&self, text: &str, signature: &[u8]) -> Option<u64> {
        let (time, message, signature) = match self.kind {
            KeyKind::Text => (0, text.to_owned(), signature),
            KeyKind::Cosignature => {
                let (time, signature) = signature.split_first_chunk::<8>()?;
                let time = u64::from_be_bytes(*time);
                (time, cosigned(text, time), signature)
            }
        };
        let signature = ed25519_dalek::Signature::from_slice(signature).ok()?;
        let fits = i64::try_from(time).is_ok() && self.key.verify_strict(message.as_bytes(), &signature).is_ok();
        fits.then_some(time)
    }
}

fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![self.kind as u8];
        key.extend_from_slice(self.key.as_bytes());
        write!(f, "{}+{:08x}+{}", self.name, self.id, to_base64(&key))
    }
}

/// A secret key with its name. Its debug form shows the public half.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    key: ed25519_dalek::SigningKey,
}

impl SigningKey {
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, Fault> {
        if !is_key_name(name) {
            return Err(Fault::malformed("key name", format!("{name:?} is empty, or holds a space or a plus")));
        }
        Ok(Self { name: name.to_owned(), key: ed25519_dalek::SigningKey::from_bytes(seed) })
    }

    /// What others verify this key's signatures with.
    #[must_use]
    pub fn verifier(&self, kind: KeyKind) -> VerifierKey {
        VerifierKey::new(&self.name, kind, self.key.verifying_key())
    }

    fn signature(&self, kind: KeyKind, bytes: Vec<u8>) -> Signature {
        Signature { name: self.name.clone(), id: self.verifier(kind).id, bytes }
    }

    /// Signs a text that ends with a newline. The same text gets the same signature.
    #[must_use]
    pub fn sign(&self, text: &str) -> Signature {
        self.signature(KeyKind::Text, self.key.sign(text.as_bytes()).to_vec())
    }

    /// Cosigns the text of a checkpoint, as a witness that saw it at `time` (seconds since 1970).
    #[must_use]
    pub fn cosign(&self, text: &str, time: u64) -> Signature {
        let signature = self.key.sign(cosigned(text, time).as_bytes());
        self.signature(KeyKind::Cosignature, [&time.to_be_bytes()[..], &signature.to_bytes()[..]].concat())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.verifier(KeyKind::Text))
    }
}

/// One signature line, not verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub name: String,
    pub id: u32,
    pub bytes: Vec<u8>,
}

impl Signature {
    /// Reads a line without its newline.
    pub fn parse(line: &str) -> Result<Self, Fault> {
        let fault = || Fault::malformed("signature line", "it is not — name base64(key id ‖ signature)");
        let (name, signature) = line.strip_prefix("— ").and_then(|rest| rest.split_once(' ')).ok_or_else(fault)?;
        let bytes = from_base64(signature).ok_or_else(fault)?;
        let (id, bytes) = bytes.split_first_chunk::<4>().ok_or_else(fault)?;
        if !is_key_name(name) || bytes.is_empty() {
            return Err(fault());
        }
        Ok(Self { name: name.to_owned(), id: u32::from_be_bytes(*id), bytes: bytes.to_vec() })
    }
}

/// The line with its newline.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "— {} {}", self.name, to_base64(&[&self.id.to_be_bytes()[..], &self.bytes[..]].concat()))
    }
}

/// A text with signatures, which [`Note::verify`] has still to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// A key that signed: which of those that were given, and when, in seconds since 1970, if it said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    pub key: usize,
    pub time: u64,
}

impl Note {
    /// A text with its first signature.
    pub fn new(text: impl Into<String>, signature: Signature) -> Result<Self, Fault> {
        let text = text.into();
        Self::parse(format!("{text}\n{signature}").as_bytes()).ok().filter(|note| note.text == text).ok_or_else(|| {
            Fault::malformed("note", "a text ends with a newline, and holds no control character or signature")
        })
    }

    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let fault = |why: &str| Fault::malformed("signed note", why);
        if bytes.len() > BYTES_AT_MOST {
            return Err(fault("it is longer than 1 MiB"));
        }
        let note = str::from_utf8(bytes).map_err(|_| fault("it is not UTF-8"))?;
        if note.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            return Err(fault("it holds a control character"));
        }
        let end = note.rfind("\n\n").ok_or_else(|| fault("no blank line parts text and signatures"))?;
        let (text, signatures) = (&note[..=end], &note[end + 2..]);
        let lines = signatures.strip_suffix('\n').ok_or_else(|| fault("it does not end with a signature line"))?;
        if lines.split('\n').nth(SIGNATURES_AT_MOST).is_some() {
            return Err(fault("it has more than 64 signatures"));
        }
        let signatures = lines.split('\n').map(Signature::parse).collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text with its last newline. Believe it only once it is verified.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Adds a signature, unless it is there already or there are too many.
    pub fn add(&mut self, signature: Signature) {
        if self.signatures.len() < SIGNATURES_AT_MOST && !self.signatures.contains(&signature) {
            self.signatures.push(signature);
        }
    }

    /// Which of `keys` signed. Unknown signatures count for nothing; a wrong one of a known key spoils the note.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<Vec<Signed>, Fault> {
        let mut signed: Vec<Signed> = Vec::new();
        for signature in &self.signatures {
            for (key, known) in
                keys.iter().enumerate().filter(|(_, k)| k.id == signature.id && k.name == signature.name)
            {
                let time = known.verify(&self.text, &signature.bytes);
                let time = time.ok_or_else(|| Fault::BadSignature(signature.name.clone()))?;
                if !signed.iter().any(|earlier| earlier.key == key) {
                    signed.push(Signed { key, time });
                }
            }
        }
        if signed.is_empty() { Err(Fault::Unsigned) } else { Ok(signed) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| write!(f, "{signature}"))
    }
}
