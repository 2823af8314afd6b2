//! How much a reader is drawn to things: a bounded list of things and strengths.

/// In the order of the things, so that equal profiles have equal bytes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Affinities<T> {
    entries: Vec<(T, f32)>,
}

impl<T> Default for Affinities<T> {
    fn default() -> Self {
        Affinities { entries: Vec::new() }
    }
}

impl<T: Copy + Ord> Affinities<T> {
    pub(crate) fn from_entries(mut entries: Vec<(T, f32)>) -> Affinities<T> {
        entries.sort_unstable_by_key(|entry| entry.0);
        entries.dedup_by_key(|entry| entry.0);
        Affinities { entries }
    }

    pub(crate) fn entries(&self) -> &[(T, f32)] {
        &self.entries
    }

    pub(crate) fn get(&self, thing: T) -> f64 {
        match self.entries.binary_search_by_key(&thing, |entry| entry.0) {
            Ok(place) => f64::from(self.entries[place].1),
            Err(_) => 0.0,
        }
    }

    /// Adds to a strength; where the list is full, the weakest goes.
    pub(crate) fn add(&mut self, thing: T, amount: f64, bound: usize) {
        match self.entries.binary_search_by_key(&thing, |entry| entry.0) {
            Ok(place) => {
                let strength = &mut self.entries[place].1;
                *strength = (f64::from(*strength) + amount).clamp(-1e6, 1e6) as f32;
            }
            Err(place) => self.entries.insert(place, (thing, amount as f32)),
        }
        if self.entries.len() > bound {
            let weakest = self
                .entries
                .iter()
                .enumerate()
                .filter(|(_, entry)| entry.0 != thing)
                .min_by(|a, b| a.1.1.abs().total_cmp(&b.1.1.abs()))
                .map(|(place, _)| place);
            if let Some(place) = weakest {
                self.entries.remove(place);
            }
        }
    }

    pub(crate) fn decay(&mut self, left: f64) {
        for (_, strength) in &mut self.entries {
            *strength = (f64::from(*strength) * left) as f32;
        }
        self.entries.retain(|entry| entry.1.abs() > 0.001);
    }

    pub(crate) fn forget(&mut self, thing: T) {
        self.entries.retain(|entry| entry.0 != thing);
    }

    pub(crate) fn strongest_first(&self) -> Vec<(T, f64)> {
        let mut list: Vec<(T, f64)> = self.entries.iter().map(|&(thing, x)| (thing, f64::from(x))).collect();
        list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        list
    }
}
