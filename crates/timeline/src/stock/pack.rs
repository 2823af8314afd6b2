//! Which items can anybody's timeline be chosen from? The *pack*: the numbers of all live items, the same for every reader.
//!
//! As bytes: each number after the one before it, ascending, as its distance to that (LEB128, in as few bytes as it takes). Equal
//! sets have equal bytes, so the SHA-256 of these names the set.

use model::ItemId;

use super::Stock;
use crate::binary::{Broken, In, Out};

impl Stock {
    pub fn pack(&self) -> Vec<u8> {
        let mut items: Vec<i64> = self.row_of.keys().map(|item| item.0).collect();
        items.sort_unstable();
        let mut out = Out::default();
        let mut last = 0;
        for item in items {
            let mut distance = item.wrapping_sub(last) as u64;
            while distance >= 0x80 {
                out.byte(distance as u8 | 0x80);
                distance >>= 7;
            }
            out.byte(distance as u8);
            last = item;
        }
        out.0
    }

    /// Changes whenever the pack may have changed.
    pub fn pack_turn(&self) -> u64 {
        self.turn
    }
}

/// The items of a pack, ascending.
pub(crate) fn items_of(pack: &[u8]) -> Result<Vec<ItemId>, Broken> {
    let mut rest = In(pack);
    let mut items: Vec<ItemId> = Vec::new();
    let mut last = 0i64;
    while !rest.0.is_empty() {
        let mut distance = 0u64;
        for place in 0.. {
            let byte = rest.byte()?;
            let bits = u64::from(byte & 0x7f);
            if place > 9 || (place == 9 && bits > 1) || (place > 0 && byte == 0) {
                return Err(Broken);
            }
            distance |= bits << (7 * place);
            if byte < 0x80 {
                break;
            }
        }
        last = last.wrapping_add(distance as i64);
        if items.last().is_some_and(|before| before.0 >= last) {
            return Err(Broken);
        }
        items.push(ItemId(last));
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], want: Option<&[i64]>) {
        let read = items_of(bytes).ok().map(|items| items.iter().map(|item| item.0).collect::<Vec<_>>());
        assert_eq!(read.as_deref(), want, "{bytes:?}");
    }

    #[test]
    fn a_pack_has_one_spelling() {
        check(&[], Some(&[]));
        check(&[1, 2, 0x80, 1], Some(&[1, 3, 131]));
        check(&[0], Some(&[0]));
        // Twice the same, broken off, a distance with a byte too many, and one that is too large.
        check(&[3, 0], None);
        check(&[0x80], None);
        check(&[0x81, 0], None);
        check(&[0xff; 11], None);
    }
}
