//! Which stories are told in a term? Newest first.

use super::rarity;
use crate::quick::QuickMap;
use model::Language;

/// Chains of nodes in one list: most terms have one story, and a list for each would be mostly air.
#[derive(Debug, Default)]
pub struct Postings {
    /// The newest node of each term, by language and term.
    newest: QuickMap<u64, u32>,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    cluster: u32,
    /// The node posted before under the same term, or `NONE`.
    older: u32,
}

const NONE: u32 = u32::MAX;

impl Postings {
    pub fn post(&mut self, language: Language, term: u32, cluster: u32) {
        let node = self.nodes.len() as u32;
        let older = self.newest.insert(rarity::key(language, term), node).unwrap_or(NONE);
        self.nodes.push(Node { cluster, older });
    }

    pub fn newest(&self, language: Language, term: u32) -> impl Iterator<Item = u32> {
        let mut next = self.newest.get(&rarity::key(language, term)).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let node = self.nodes.get(next as usize)?;
            next = node.older;
            Some(node.cluster)
        })
    }

    /// Gives clusters new numbers and drops those that get none.
    pub fn renumber(&mut self, new_number: impl Fn(u32) -> Option<u32>) {
        let old = std::mem::take(&mut self.nodes);
        // Where each node is now, or the next older one that stayed: chains lead from higher numbers to lower.
        let mut moved: Vec<u32> = Vec::with_capacity(old.len());
        for node in &old {
            let older = moved.get(node.older as usize).copied().unwrap_or(NONE);
            match new_number(node.cluster) {
                Some(cluster) => {
                    moved.push(self.nodes.len() as u32);
                    self.nodes.push(Node { cluster, older });
                }
                None => moved.push(older),
            }
        }
        self.newest.retain(|_, node| {
            *node = moved[*node as usize];
            *node != NONE
        });
        self.nodes.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::Postings;
    use model::Language;

    #[test]
    fn the_newest_come_first_and_what_is_gone_leaves_no_hole() {
        let en = Language::ENGLISH;
        let mut postings = Postings::default();
        for (term, cluster) in [(7, 0), (8, 1), (7, 1), (7, 2), (9, 0)] {
            postings.post(en, term, cluster);
        }
        let all = |postings: &Postings, term| postings.newest(en, term).collect::<Vec<u32>>();
        assert_eq!(all(&postings, 7), [2, 1, 0]);
        assert_eq!(postings.newest(Language::GERMAN, 7).count(), 0);
        postings.renumber(|cluster| cluster.checked_sub(1));
        assert_eq!((all(&postings, 7), all(&postings, 8), all(&postings, 9)), (vec![1, 0], vec![0], vec![]));
    }
}
