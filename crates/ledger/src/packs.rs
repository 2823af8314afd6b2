//! Which packs does a beat cover? Its `pack` is the root over a list of hashes, which lies beside the log as `packs/<root>`.

use crate::tree::{Frontier, leaf_hash};
use crate::{Fault, Hash};

/// A longer list is not read: two million packs.
pub const SIDE_FILE_AT_MOST: usize = 64 * 1024 * 1024;

/// The root over hashes that are sorted, none twice.
#[must_use]
pub fn root(packs: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    packs.iter().for_each(|pack| frontier.push(leaf_hash(pack)));
    frontier.root()
}

/// Reads a side file: one hash or more, sorted, none twice.
pub fn list(side_file: &[u8]) -> Result<&[Hash], Fault> {
    let fault = |why| Fault::malformed("list of packs", why);
    let (packs, rest) = side_file.as_chunks::<32>();
    if !rest.is_empty() {
        return Err(fault("its length is no multiple of 32"));
    }
    if packs.is_empty() {
        return Err(fault("it is empty"));
    }
    if !packs.is_sorted_by(|a, b| a < b) {
        return Err(fault("its hashes are not sorted, or one stands in it twice"));
    }
    Ok(packs)
}

#[cfg(test)]
mod tests {
    use super::{list, root};

    #[test]
    fn a_list_is_sorted_and_names_none_twice() {
        let (one, two) = ([1; 32], [2; 32]);
        for (hashes, good) in [
            (vec![one], true),
            (vec![one, two], true),
            (vec![two, one], false),
            (vec![one, one], false),
            (vec![], false),
        ] {
            assert_eq!(list(&hashes.concat()).is_ok(), good, "{hashes:?}");
        }
        assert!(list(&[0; 33]).is_err());
        assert_ne!(root(&[one]), root(&[one, two]));
    }
}
