//! Is this entry about me? Only she who holds a tag key can say.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::tree::{Frontier, leaf_hash};
use crate::{Fault, Hash};

const DOMAIN: &[u8] = b"caulbart/subject/v1\0";

/// The tag by which an entry with this nonce names the reader who has this tag key.
#[must_use]
pub fn tag(tag_key: &[u8; 32], nonce: &[u8; 16]) -> Hash {
    // A key of any length is one.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(tag_key) else { return Hash::default() };
    mac.update(DOMAIN);
    mac.update(nonce);
    mac.finalize().into_bytes().into()
}

/// The root over tags that are sorted, as an entry about several readers bears it.
#[must_use]
pub fn root(tags: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    tags.iter().for_each(|tag| frontier.push(leaf_hash(tag)));
    frontier.root()
}

/// The content of the side file `subjects/<root>`.
#[must_use]
pub fn side_file(tags: &[Hash]) -> Vec<u8> {
    tags.concat()
}

/// Reads a side file: two tags or more, sorted, none twice.
pub fn tags(side_file: &[u8]) -> Result<&[Hash], Fault> {
    let fault = |why| Fault::malformed("list of subjects", why);
    let (tags, rest) = side_file.as_chunks::<32>();
    if !rest.is_empty() {
        return Err(fault("its length is no multiple of 32"));
    }
    if tags.len() < 2 {
        return Err(fault("it has fewer than two tags"));
    }
    if !tags.is_sorted_by(|a, b| a < b) {
        return Err(fault("its tags are not sorted, or one stands in it twice"));
    }
    Ok(tags)
}
