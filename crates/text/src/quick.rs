//! Maps that are the same on every machine, and faster than those made for strangers' keys.
//!
//! For numbers, and for words of lists that are our own: nobody from outside can choose keys that collide.

use crate::terms::stir;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

pub type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

#[derive(Debug, Default, Clone, Copy)]
pub struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for eight in bytes.chunks(8) {
            let mut number = [0; 8];
            number[..eight.len()].copy_from_slice(eight);
            self.write_u64(u64::from_le_bytes(number) ^ (eight.len() as u64) << 60);
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = stir(self.0 ^ number);
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number as u64);
    }
}

/// A number for a text, as its bytes say.
pub fn number_of(text: &str) -> u64 {
    let mut quick = Quick(text.len() as u64);
    quick.write(text.as_bytes());
    quick.finish()
}
