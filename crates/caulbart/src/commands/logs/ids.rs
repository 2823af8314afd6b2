//! Which number has this id?

use std::collections::HashMap;

/// Numbers in order of first appearance.
#[derive(Debug, Default)]
pub struct Numbers {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

#[derive(Debug, Default)]
pub struct Ids {
    pub items: Numbers,
    pub readers: Numbers,
    pub surfaces: Numbers,
}

impl Numbers {
    pub fn of(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// A new name gets the next number.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.of(name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }
}
