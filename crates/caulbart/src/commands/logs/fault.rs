//! What had to be read around?

/// As many as a person wants to read.
const TOLD: usize = 10;

/// All are counted, the first few told, each a sentence that says where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    pub told: Vec<String>,
    pub total: u64,
}

impl Faults {
    pub fn add(&mut self, tell: impl FnOnce() -> String) {
        self.total += 1;
        if self.told.len() < TOLD {
            self.told.push(tell());
        }
    }

    /// These, followed by others.
    pub fn with(mut self, others: &Faults) -> Faults {
        let room = TOLD.saturating_sub(self.told.len());
        self.told.extend(others.told.iter().take(room).cloned());
        self.total += others.total;
        self
    }
}
