//! Pictures come from this edition alone: their addresses on the web are wrapped, and signed so that only those that
//! we show can be asked for.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt::Write as _;

/// Widths in which pictures are served, in pixels.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];
/// Bytes of the signature that stand in the address: 96 bits cannot be guessed over a network.
const SIGNATURE: usize = 12;

pub struct Seal(Hmac<Sha256>);

impl Seal {
    pub fn new(key: [u8; 32]) -> Seal {
        // HMAC fills a short key up with zeros to one block of the hash (RFC 2104).
        let mut block = [0; 64];
        block[..key.len()].copy_from_slice(&key);
        let mut mac = <Hmac<Sha256> as Mac>::new((&block).into());
        mac.update(b"caulbart/picture/v1\0");
        Seal(mac)
    }

    fn sign(&self, address: &str) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(address.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// What this edition calls a reader before her own browser: tells nobody who she is, and stays hers.
    pub fn name_for(&self, reader: i64) -> String {
        let signature = self.sign(&format!("\0reader\0{reader}"));
        BASE64.encode(&signature[..SIGNATURE])
    }

    /// Everything of the path that does not depend on the width: `SIGNATURE/ADDRESS`.
    fn tail(&self, address: &str) -> String {
        let signature = BASE64.encode(&self.sign(address)[..SIGNATURE]);
        format!("{signature}/{}", BASE64.encode(address))
    }

    /// A picture in one of [`WIDTHS`], for who takes no choice.
    pub fn at(&self, address: &str, width: u32) -> String {
        format!("/picture/{width}/{}", self.tail(address))
    }

    /// A name that nobody else gives to anything and that stays, wherever the edition is served from: UUID version 8
    /// (RFC 9562, 5.8).
    pub fn urn_for(&self, thing: &str) -> String {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.sign(&format!("\0urn\0{thing}"))[..16]);
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let mut urn = "urn:uuid:".to_owned();
        for (place, byte) in bytes.iter().enumerate() {
            let hyphen = if matches!(place, 4 | 6 | 8 | 10) { "-" } else { "" };
            let _ = write!(urn, "{hyphen}{byte:02x}");
        }
        urn
    }

    /// `src` and `srcset` for a picture that is so wide (0 when nobody knows).
    pub fn wrap(&self, address: &str, wide: u32) -> (String, String) {
        let tail = self.tail(address);
        let mut srcset = String::new();
        let mut widest = WIDTHS[0];
        for width in WIDTHS {
            // Wider than the picture would be the same file once more.
            if wide > 0 && width > WIDTHS[0] && widest >= wide {
                break;
            }
            widest = width;
            let told = if wide == 0 { width } else { width.min(wide) };
            let comma = if srcset.is_empty() { "" } else { ", " };
            let _ = write!(srcset, "{comma}/picture/{width}/{tail} {told}w");
        }
        (format!("/picture/{}/{tail}", widest.min(640)), srcset)
    }

    /// The address that was wrapped, if it was wrapped here.
    pub fn unwrap(&self, width: &str, signature: &str, wrapped: &str) -> Option<(u32, String)> {
        let width = width.parse().ok().filter(|width| WIDTHS.contains(width))?;
        let address = String::from_utf8(BASE64.decode(wrapped).ok()?).ok()?;
        let signature = BASE64.decode(signature).ok().filter(|bytes| bytes.len() == SIGNATURE)?;
        let mut mac = self.0.clone();
        mac.update(address.as_bytes());
        mac.verify_truncated_left(&signature).ok()?;
        Some((width, address))
    }
}

#[cfg(test)]
mod tests {
    use super::Seal;

    #[test]
    fn only_addresses_that_we_wrapped_are_fetched() {
        let seal = Seal::new([7; 32]);
        let (src, srcset) = seal.wrap("https://a.example/ü.jpg?x=1", 2000);
        let mut parts = src.strip_prefix("/picture/").unwrap().split('/');
        let (width, signature, wrapped) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        assert_eq!(parts.next(), None);
        assert_eq!(seal.unwrap(width, signature, wrapped), Some((640, "https://a.example/ü.jpg?x=1".into())));
        assert_eq!(srcset.matches(" 1280w").count(), 1);
        for (width, signature, wrapped) in [
            ("641", signature, wrapped),
            ("-1", signature, wrapped),
            (width, "AAAAAAAAAAAAAAAA", wrapped),
            (width, "", wrapped),
            (width, signature, "aHR0cDovLzEyNy4wLjAuMS8"),
            (width, signature, "%%%"),
        ] {
            assert_eq!(seal.unwrap(width, signature, wrapped), None, "{width} {signature} {wrapped}");
        }
        assert_eq!(Seal::new([8; 32]).unwrap(width, signature, wrapped), None);
    }

    #[test]
    fn a_small_picture_is_not_offered_larger_than_it_is() {
        let seal = Seal::new([7; 32]);
        for (wide, offered) in
            [(0, vec![320, 640, 1280]), (200, vec![200]), (640, vec![320, 640]), (700, vec![320, 640, 700])]
        {
            let (_, srcset) = seal.wrap("demo:x.jpg", wide);
            let told: Vec<u32> = srcset
                .split(", ")
                .map(|each| each.rsplit(' ').next().unwrap().trim_end_matches('w').parse().unwrap())
                .collect();
            assert_eq!(told, offered, "{wide}");
        }
    }
}
