//! What do the trees say to a row of signals?

/// Trees walked side by side: while one waits for memory, the others go on.
const LANES: usize = 8;

/// Grown trees: margins are sums of leaf values, in the order of the trees.
#[derive(Debug, Clone, PartialEq)]
pub struct Forest {
    width: usize,
    bias: f64,
    gains: Vec<f32>,
    /// Of all trees, one after another, each from its root.
    nodes: Vec<Node>,
    /// Of leaves; 0 elsewhere.
    values: Vec<f64>,
    /// Of leaves, counted over all trees; 0 elsewhere.
    numbers: Vec<u32>,
    leaf_count: usize,
    /// The number of each tree's root, and how many steps lead to its deepest leaf.
    roots: Vec<(u32, u32)>,
}

/// One question. A leaf asks whether a key is below 0 (none is) and then steps to itself, so that walking needs no
/// branch: the trees of a group are walked as far as the deepest of them goes.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    /// The [`key`] of the threshold.
    threshold: u32,
    signal: u16,
    /// From here to the right child; the left one stands before it.
    right: u16,
}

/// Whole numbers in the order of floats, the highest for NaN: comparing them takes fewer instructions.
#[inline]
fn key(value: f32) -> u32 {
    let bits = value.to_bits();
    let key = if bits >> 31 == 1 { !bits } else { bits | 1 << 31 };
    if value.is_nan() { u32::MAX } else { key }
}

fn threshold_of(key: u32) -> f32 {
    f32::from_bits(if key >> 31 == 1 { key & !(1 << 31) } else { !key })
}

/// A node as it is grown and kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Twig {
    /// Below the threshold to `left`, else (also where the signal is NaN) to `left + 1`; numbers within the tree, above
    /// the node's own.
    Inner {
        signal: u16,
        threshold: f32,
        left: u16,
    },
    Leaf {
        value: f64,
    },
}

impl Forest {
    /// No trees: every margin is 0.
    pub fn empty(width: usize) -> Forest {
        Forest::rooted(width, 0.0)
    }

    /// No trees yet: every margin is `bias`.
    pub(super) fn rooted(width: usize, bias: f64) -> Forest {
        Forest {
            width,
            bias,
            gains: vec![0.0; width],
            nodes: Vec::new(),
            values: Vec::new(),
            numbers: Vec::new(),
            leaf_count: 0,
            roots: Vec::new(),
        }
    }

    /// Signals per row.
    pub fn width(&self) -> usize {
        self.width
    }

    pub fn trees(&self) -> usize {
        self.roots.len()
    }

    /// Leaves of all trees.
    pub fn leaf_count(&self) -> usize {
        self.leaf_count
    }

    /// How much each signal helped: the sum of the gains of its splits, in the units of the loss.
    pub fn gains(&self) -> &[f32] {
        &self.gains
    }

    /// The margin (log-odds under the logistic loss) of a row of `width` signals; a missing one counts as NaN, and NaN
    /// goes right. Sums of doubles in the order of the trees.
    pub fn margin(&self, signals: &[f32]) -> f64 {
        let mut margin = self.bias;
        self.walk(signals, |_, node| margin += self.values.get(node).copied().unwrap_or(0.0));
        margin
    }

    /// The margin, and in `leaves[tree]` the number of the leaf that was reached, counted over all trees
    /// (`0..leaf_count`).
    pub fn leaves(&self, signals: &[f32], leaves: &mut [u32]) -> f64 {
        let mut margin = self.bias;
        self.walk(signals, |tree, node| {
            margin += self.values.get(node).copied().unwrap_or(0.0);
            if let (Some(leaf), Some(&number)) = (leaves.get_mut(tree), self.numbers.get(node)) {
                *leaf = number;
            }
        });
        margin
    }

    /// Calls `reached(tree, node of the leaf)` for each tree in order.
    #[inline]
    fn walk(&self, signals: &[f32], reached: impl FnMut(usize, usize)) {
        let mut near = [u32::MAX; 256];
        let mut far = Vec::new();
        let keys = near.get_mut(..self.width).unwrap_or_else(|| {
            far.resize(self.width, u32::MAX);
            &mut far
        });
        for (key_of, &signal) in keys.iter_mut().zip(signals) {
            // With 0 added, -0 is 0.
            *key_of = key(signal + 0.0);
        }
        self.walk_keys(keys, reached);
    }

    #[inline]
    fn walk_keys(&self, keys: &[u32], mut reached: impl FnMut(usize, usize)) {
        for (group, roots) in self.roots.chunks(LANES).enumerate() {
            let mut at = [roots.first().map_or(0, |root| root.0 as usize); LANES];
            let mut steps = 0;
            for (at, root) in at.iter_mut().zip(roots) {
                *at = root.0 as usize;
                steps = steps.max(root.1);
            }
            for _ in 0..steps {
                for at in &mut at {
                    let Some(node) = self.nodes.get(*at) else { continue };
                    let key = keys.get(usize::from(node.signal)).copied().unwrap_or(u32::MAX);
                    *at += usize::from(node.right) - usize::from(key < node.threshold);
                }
            }
            for (lane, &at) in at.iter().enumerate().take(roots.len()) {
                reached(group * LANES + lane, at);
            }
        }
    }

    pub(super) fn bias(&self) -> f64 {
        self.bias
    }

    pub(super) fn set_gain(&mut self, signal: usize, gain: f32) {
        if let Some(kept) = self.gains.get_mut(signal) {
            *kept = gain;
        }
    }

    /// One more tree: its root first, each child after its parent, at most 65,535 nodes.
    pub(super) fn plant(&mut self, tree: &[Twig]) {
        let root = self.nodes.len() as u32;
        self.roots.push((root, depth(tree)));
        for (number, twig) in tree.iter().enumerate() {
            match *twig {
                Twig::Inner { signal, threshold, left } => {
                    let right = (usize::from(left) + 1 - number) as u16;
                    self.nodes.push(Node { threshold: key(threshold), signal, right });
                    self.values.push(0.0);
                    self.numbers.push(0);
                }
                Twig::Leaf { value } => {
                    self.nodes.push(Node { threshold: 0, signal: 0, right: 0 });
                    self.values.push(value);
                    self.numbers.push(self.leaf_count as u32);
                    self.leaf_count += 1;
                }
            }
        }
    }

    /// The trees as they were planted.
    pub(super) fn twigs(&self) -> impl Iterator<Item = Vec<Twig>> {
        self.roots.iter().enumerate().map(|(tree, &(root, _))| {
            let root = root as usize;
            let end = self.roots.get(tree + 1).map_or(self.nodes.len(), |next| next.0 as usize);
            (root..end)
                .map(|number| match self.nodes[number] {
                    Node { right: 0, .. } => Twig::Leaf { value: self.values[number] },
                    Node { threshold, signal, right } => {
                        let left = (number - root) as u16 + right - 1;
                        Twig::Inner { signal, threshold: threshold_of(threshold), left }
                    }
                })
                .collect()
        })
    }
}

/// Steps from the root to the deepest leaf.
pub(super) fn depth(tree: &[Twig]) -> u32 {
    let mut depths = vec![0u32; tree.len()];
    for (number, twig) in tree.iter().enumerate() {
        if let Twig::Inner { left, .. } = *twig {
            let left = usize::from(left);
            let below = depths[number] + 1;
            (depths[left], depths[left + 1]) = (below, below);
        }
    }
    depths.into_iter().max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Forest, Twig};

    #[test]
    fn below_the_threshold_is_left_and_everything_else_right() {
        let leaf = |value| Twig::Leaf { value };
        let at = |signal, threshold, left| Twig::Inner { signal, threshold, left };
        let mut forest = Forest::rooted(300, 0.5);
        forest.plant(&[at(299, 0.0, 1), at(0, -1.5, 3), leaf(4.0), leaf(1.0), leaf(2.0)]);
        forest.plant(&[leaf(10.0)]);
        for (first, last, expected) in [
            (-2.0, -1.0, 11.5),
            (-1.5, -1.0, 12.5),
            (-1.49, f32::NEG_INFINITY, 12.5),
            (f32::NAN, -1e-45, 12.5),
            (-2.0, 0.0, 14.5),
            (-2.0, -0.0, 14.5),
            (-2.0, f32::INFINITY, 14.5),
            (-2.0, f32::NAN, 14.5),
            (-2.0, -f32::NAN, 14.5),
        ] {
            let mut signals = [7.0; 300];
            (signals[0], signals[299]) = (first, last);
            assert_eq!(forest.margin(&signals), expected, "{first} and {last}");
        }
        let mut leaves = [9; 2];
        assert_eq!(forest.leaves(&[-2.0], &mut leaves), 14.5, "what is missing goes right");
        assert_eq!(leaves, [0, 3]);
    }
}
