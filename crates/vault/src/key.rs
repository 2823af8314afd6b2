//! One key of 256 bits, and what is done with it. It is wiped when it is let go of, and never printed.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::Error;

/// Bytes of a nonce (draft-irtf-cfrg-xchacha-03): long enough to be drawn by lot.
const NONCE: usize = 24;
/// What is sealed is filled up to a multiple of this, so that its length tells little.
const BLOCK: usize = 32;
const VERSION: u8 = 1;

#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl Key {
    pub fn new(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }

    /// From the system's source of chance.
    pub fn random() -> Result<Key, Error> {
        random().map(Key)
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// HMAC-SHA256 (RFC 2104) over the parts, each after its length.
    pub fn mac(&self, label: &str, parts: &[&[u8]]) -> [u8; 32] {
        // Any length is a key for HMAC; `expect` cannot be reached, and an empty answer would be worse than none.
        #[allow(clippy::expect_used)]
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        for part in [label.as_bytes()].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// Another key, from which nobody finds the way back to this one.
    pub fn derive(&self, label: &str) -> Key {
        Key(self.mac(label, &[]))
    }

    /// XChaCha20-Poly1305 under a nonce drawn by lot: version, nonce, then what is sealed, filled up, with its tag.
    /// `around` is bound to it and must be the same when it is opened.
    pub fn seal(&self, around: &[u8], content: &[u8]) -> Result<Vec<u8>, Error> {
        let nonce: [u8; NONCE] = random()?;
        let mut filled = Vec::with_capacity(content.len() + BLOCK);
        filled.extend_from_slice(content);
        filled.push(0x80);
        filled.resize(filled.len().next_multiple_of(BLOCK), 0);
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: &filled, aad: around })
            .map_err(|_| Error::Refused("What was to be sealed is too long".to_owned()))?;
        filled.zeroize();
        Ok([&[VERSION], nonce.as_slice(), &sealed].concat())
    }

    /// `None` for what was not sealed with this key around this, or was changed since.
    pub fn open(&self, around: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (version, rest) = sealed.split_first()?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>()?;
        if *version != VERSION {
            return None;
        }
        let mut filled = self.cipher().decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: around }).ok()?;
        let end = filled.iter().rposition(|byte| *byte != 0).filter(|end| filled.get(*end) == Some(&0x80))?;
        filled.truncate(end);
        Some(filled)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

// A key never reaches a log.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|why| Error::NoChance(why.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_is_opened_by_its_key_in_its_place_and_not_when_it_was_changed() {
        let key = Key::random().unwrap();
        for content in [&b""[..], b"a", &[0x80], &[0; 31], &[0; 32], &[7; 1_000]] {
            let sealed = key.seal(b"here", content).unwrap();
            assert_eq!(key.open(b"here", &sealed).as_deref(), Some(content));
            assert_eq!(key.open(b"there", &sealed), None);
            assert_eq!(Key::random().unwrap().open(b"here", &sealed), None);
            for place in 0..sealed.len() {
                let mut changed = sealed.clone();
                changed[place] ^= 1;
                assert_eq!(key.open(b"here", &changed), None, "byte {place}");
            }
            assert_eq!(key.open(b"here", &sealed[..sealed.len() - 1]), None);
            assert_eq!(key.open(b"here", &[]), None);
        }
    }

    #[test]
    fn lengths_tell_little_and_the_same_twice_does_not_look_the_same() {
        let key = Key::new([1; 32]);
        let [short, long] = [&b"ab"[..], b"a longer word than that"].map(|word| key.seal(b"", word).unwrap());
        assert_eq!(short.len(), long.len());
        assert_ne!(short, key.seal(b"", b"ab").unwrap());
    }

    #[test]
    fn parts_do_not_flow_into_each_other_and_nothing_is_printed() {
        let key = Key::new([1; 32]);
        assert_ne!(key.mac("x", &[b"ab", b"c"]), key.mac("x", &[b"a", b"bc"]));
        assert_ne!(key.derive("a"), key.derive("b"));
        assert_eq!(format!("{key:?}"), "Key(…)");
    }
}
