//! What do the trees say to rows of signals?
//!
//! Trees are not walked. Every question of all trees is asked signal by signal, thresholds ascending, of several rows at
//! once; each that a row does not pass below takes the leaves to its left out of the tree's set, and the lowest leaf
//! that is left is the one that walking would have reached (QuickScorer: Lucchese et al., SIGIR 2015; with several rows
//! side by side: Lucchese et al., SIGIR 2016). That needs no jump that a processor could guess wrongly.

/// Most leaves of one tree: one bit each.
pub(super) const LEAVES: usize = 32;
/// Rows that are judged side by side.
pub const LANES: usize = 16;

/// Fewer rows than this are judged one by one.
const WORTH_FILLING: usize = 4;

/// Grown trees: margins are sums of leaf values, in the order of the trees.
#[derive(Debug, Clone, PartialEq)]
pub struct Forest {
    width: usize,
    bias: f64,
    gains: Vec<f32>,
    /// As they were planted.
    trees: Vec<Vec<Twig>>,
    /// The signals that are asked for, with the number of questions about each; those stand one after the other.
    asked: Vec<(u32, u32)>,
    questions: Vec<Question>,
    /// The number of each tree's first leaf.
    first: Vec<u32>,
    /// Of leaves, from left to right, tree after tree.
    values: Vec<f64>,
}

/// At most [`LANES`] rows, made ready to be judged by any number of forests of their width.
#[derive(Debug, Clone, PartialEq)]
pub struct Keys {
    /// By signal, the [`key`] of each row; empty where few rows are judged one by one.
    wide: Vec<[u32; LANES]>,
    single: Vec<Vec<[u32; 1]>>,
}

impl Keys {
    /// What is missing in a row counts as NaN; rows beyond the first [`LANES`] are not looked at.
    pub fn of(rows: &[&[f32]], width: usize) -> Keys {
        if rows.len() < WORTH_FILLING {
            let single = rows.iter().map(|row| of_rows(&[row], width)).collect();
            return Keys { wide: Vec::new(), single };
        }
        Keys { wide: of_rows(rows, width), single: Vec::new() }
    }
}

fn of_rows<const ROWS: usize>(rows: &[&[f32]], width: usize) -> Vec<[u32; ROWS]> {
    let mut keys = vec![[u32::MAX; ROWS]; width];
    for (lane, row) in rows.iter().enumerate().take(ROWS) {
        for (keys, &value) in keys.iter_mut().zip(*row) {
            keys[lane] = key(value);
        }
    }
    keys
}

/// One inner node.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Question {
    /// The [`key`] of the threshold.
    threshold: u32,
    tree: u32,
    /// The leaves that are left to a row which is not below the threshold.
    left_over: u32,
}

/// Whole numbers in the order of floats, the highest for NaN.
#[inline]
fn key(value: f32) -> u32 {
    // With 0 added, -0 is 0.
    let bits = (value + 0.0).to_bits();
    let key = if bits >> 31 == 1 { !bits } else { bits | 1 << 31 };
    if value.is_nan() { u32::MAX } else { key }
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

/// The leaves that some rows reached: by tree, then by row. Numbers count over all trees, from left to right.
pub type Reached = Vec<[u32; LANES]>;

impl Forest {
    /// No trees: every margin is 0.
    pub fn empty(width: usize) -> Forest {
        Forest::of(width, 0.0, vec![0.0; width], Vec::new())
    }

    /// Trees of at most [`LEAVES`] leaves, each from its root, each child after its parent.
    pub(super) fn of(width: usize, bias: f64, gains: Vec<f32>, trees: Vec<Vec<Twig>>) -> Forest {
        let mut questions: Vec<(u16, Question)> = Vec::new();
        let (mut first, mut values) = (Vec::with_capacity(trees.len()), Vec::new());
        for (number, tree) in trees.iter().enumerate() {
            first.push(values.len() as u32);
            let spans = spans(tree);
            let mut in_order: Vec<(u32, f64)> = Vec::new();
            for (twig, &(start, _)) in tree.iter().zip(&spans) {
                match *twig {
                    Twig::Leaf { value } => in_order.push((start, value)),
                    Twig::Inner { signal, threshold, left } => {
                        let (start, end) = spans[usize::from(left)];
                        let to_the_left = (((1u64 << end) - 1) as u32) & !(((1u64 << start) - 1) as u32);
                        questions.push((
                            signal,
                            Question { threshold: key(threshold), tree: number as u32, left_over: !to_the_left },
                        ));
                    }
                }
            }
            in_order.sort_unstable_by_key(|leaf| leaf.0);
            values.extend(in_order.into_iter().map(|leaf| leaf.1));
        }
        questions.sort_by_key(|(signal, question)| (*signal, question.threshold, question.tree));
        let mut asked: Vec<(u32, u32)> = Vec::new();
        for &(signal, _) in &questions {
            match asked.last_mut() {
                Some((last, count)) if *last == u32::from(signal) => *count += 1,
                _ => asked.push((u32::from(signal), 1)),
            }
        }
        let questions = questions.into_iter().map(|(_, question)| question).collect();
        Forest { width, bias, gains, trees, asked, questions, first, values }
    }

    /// Signals per row.
    pub fn width(&self) -> usize {
        self.width
    }

    pub fn trees(&self) -> usize {
        self.trees.len()
    }

    /// Leaves of all trees.
    pub fn leaf_count(&self) -> usize {
        self.values.len()
    }

    /// How much each signal helped: the sum of the gains of its splits, in the units of the loss.
    pub fn gains(&self) -> &[f32] {
        &self.gains
    }

    /// The margin (log-odds under the logistic loss) of a row of `width` signals; a missing one counts as NaN, and NaN
    /// goes right. Sums of doubles in the order of the trees.
    pub fn margin(&self, signals: &[f32]) -> f64 {
        self.leaves(&Keys::of(&[signals], self.width), &mut Reached::new())[0]
    }

    /// The margins of rows, each the same as [`Forest::margin`] gives, and the leaves that they reached.
    pub fn leaves(&self, keys: &Keys, reached: &mut Reached) -> [f64; LANES] {
        reached.clear();
        reached.resize(self.trees.len(), [u32::MAX; LANES]);
        self.sift(&keys.wide, reached);
        for (lane, keys) in keys.single.iter().enumerate() {
            let mut left = vec![[u32::MAX]; self.trees.len()];
            self.sift(keys, &mut left);
            for (reached, [left]) in reached.iter_mut().zip(left) {
                reached[lane] = left;
            }
        }
        let mut margins = [self.bias; LANES];
        for (left, &first) in reached.iter_mut().zip(&self.first) {
            for (leaf, margin) in left.iter_mut().zip(&mut margins) {
                *leaf = first + leaf.trailing_zeros();
                *margin += self.value(*leaf);
            }
        }
        margins
    }

    /// The margin of each of `rows × width` signals.
    pub fn margins(&self, signals: &[f32]) -> Vec<f64> {
        let rows: Vec<&[f32]> = signals.chunks_exact(self.width.max(1)).collect();
        let mut reached = Reached::new();
        let together =
            |rows: &[&[f32]]| self.leaves(&Keys::of(rows, self.width), &mut reached).into_iter().take(rows.len());
        rows.chunks(LANES).flat_map(together).collect()
    }

    #[inline]
    fn value(&self, leaf: u32) -> f64 {
        self.values.get(leaf as usize).copied().unwrap_or(0.0)
    }

    /// Takes out of each tree's set of leaves those that each row does not reach.
    fn sift<const ROWS: usize>(&self, keys: &[[u32; ROWS]], left: &mut [[u32; ROWS]]) {
        pulp::Arch::new().dispatch(Sifting { forest: self, keys, left });
    }

    pub(super) fn bias(&self) -> f64 {
        self.bias
    }

    /// The trees as they were planted.
    pub(super) fn twigs(&self) -> &[Vec<Twig>] {
        &self.trees
    }
}

/// With the widest registers that this processor has. Only whole numbers are compared, so every processor finds the same.
struct Sifting<'a, const ROWS: usize> {
    forest: &'a Forest,
    keys: &'a [[u32; ROWS]],
    left: &'a mut [[u32; ROWS]],
}

impl<const ROWS: usize> pulp::WithSimd for Sifting<'_, ROWS> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, simd: S) {
        let every = simd.splat_u32s(u32::MAX);
        let mut questions = self.forest.questions.as_slice();
        for &(signal, count) in &self.forest.asked {
            let (about, rest) = questions.split_at(count as usize);
            questions = rest;
            let Some(keys) = self.keys.get(signal as usize) else { continue };
            let highest = keys.iter().copied().max().unwrap_or(0);
            let (wide_keys, keys) = S::as_simd_u32s(keys);
            for question in about {
                if question.threshold > highest {
                    break;
                }
                let Some(left) = self.left.get_mut(question.tree as usize) else { continue };
                let threshold = simd.splat_u32s(question.threshold);
                let left_over = simd.splat_u32s(question.left_over);
                let (wide_left, left) = S::as_mut_simd_u32s(left);
                for (left, &keys) in wide_left.iter_mut().zip(wide_keys) {
                    let below = simd.less_than_u32s(keys, threshold);
                    *left = simd.and_u32s(*left, simd.select_u32s(below, every, left_over));
                }
                for (left, &key) in left.iter_mut().zip(keys) {
                    *left &= if key < question.threshold { u32::MAX } else { question.left_over };
                }
            }
        }
    }
}

/// For each node, where its leaves begin and end in the order from left to right.
fn spans(tree: &[Twig]) -> Vec<(u32, u32)> {
    let mut leaves = vec![1u32; tree.len()];
    for (node, twig) in tree.iter().enumerate().rev() {
        if let Twig::Inner { left, .. } = *twig {
            leaves[node] = leaves[usize::from(left)] + leaves[usize::from(left) + 1];
        }
    }
    let mut spans: Vec<(u32, u32)> = vec![(0, leaves.first().copied().unwrap_or(0)); tree.len()];
    for (node, twig) in tree.iter().enumerate() {
        if let Twig::Inner { left, .. } = *twig {
            let (start, end) = spans[node];
            let left = usize::from(left);
            spans[left] = (start, start + leaves[left]);
            spans[left + 1] = (start + leaves[left], end);
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::{Forest, Keys, Twig};

    #[test]
    fn below_the_threshold_is_left_and_everything_else_right() {
        let leaf = |value| Twig::Leaf { value };
        let at = |signal, threshold, left| Twig::Inner { signal, threshold, left };
        let trees = vec![vec![at(299, 0.0, 1), at(0, -1.5, 3), leaf(4.0), leaf(1.0), leaf(2.0)], vec![leaf(10.0)]];
        let forest = Forest::of(300, 0.5, vec![0.0; 300], trees);
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
        let mut reached = Vec::new();
        let below = [-2.0; 300];
        let mut rows: [&[f32]; 4] = [&[-2.0]; 4];
        rows[3] = &below;
        let margins = forest.leaves(&Keys::of(&rows, 300), &mut reached);
        assert_eq!(margins[..4], [14.5, 14.5, 14.5, 11.5], "what is missing goes right");
        assert_eq!(reached.iter().map(|tree| tree[..4].to_vec()).collect::<Vec<_>>(), [[2, 2, 2, 0], [3; 4]]);
        let few = Keys::of(&rows[2..], 300);
        assert_eq!(forest.leaves(&few, &mut reached)[..2], [14.5, 11.5], "few are judged one by one");
        assert_eq!(reached.iter().map(|tree| tree[..2].to_vec()).collect::<Vec<_>>(), [[2, 0], [3; 2]]);
    }
}
