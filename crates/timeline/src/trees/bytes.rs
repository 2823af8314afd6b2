//! How is a forest kept?
//!
//! Everything little-endian, nothing between, nothing after:
//!
//! ```text
//! 8  "CAULTREE"
//! 4  version (1)
//! 4  signals per row
//! 4  trees
//! 8  bias, a double
//! 4  × signals: gain, a float
//! for each tree
//!   4  nodes, an odd number, at most 63
//!   8  × nodes: threshold, a float; signal, 2 bytes; number of the left child in the tree, 2 bytes
//!      (the right child is the next one). A leaf has zeros here.
//!   8  × leaves: value, a double, in the order of the nodes
//! ```
//!
//! Children have greater numbers than their parents, and every node but the root is the child of one node.

use super::forest::{Forest, LEAVES, Twig};

const MAGIC: &[u8; 8] = b"CAULTREE";
const VERSION: u32 = 1;

/// Why bytes are no forest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ForestError {
    #[error("these bytes hold no trees: they do not begin with CAULTREE; give a file that Caulbart wrote")]
    NotAForest,
    #[error("the trees are of version {found}, and this program knows version {VERSION}; update it or grow them anew")]
    Version { found: u32 },
    #[error("the trees end too early, after {length} bytes; fetch or grow them anew")]
    Truncated { length: usize },
    #[error("{extra} bytes follow the last tree; fetch or grow the trees anew")]
    Trailing { extra: usize },
    #[error("tree {tree}, node {node}: {what}; fetch or grow the trees anew")]
    Damaged { tree: usize, node: usize, what: &'static str },
    #[error("the trees' {what}; fetch or grow them anew")]
    Head { what: &'static str },
}

impl Forest {
    /// The forest in its own format, described at the top of this file; [`Forest::from_bytes`] gives it back.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for number in [VERSION, self.width() as u32, self.trees() as u32] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(self.bias().to_le_bytes());
        for gain in self.gains() {
            bytes.extend(gain.to_le_bytes());
        }
        for tree in self.twigs() {
            bytes.extend((tree.len() as u32).to_le_bytes());
            for twig in tree {
                let (threshold, signal, left) = match *twig {
                    Twig::Inner { signal, threshold, left } => (threshold, signal, left),
                    Twig::Leaf { .. } => (0.0, 0, 0),
                };
                bytes.extend(threshold.to_le_bytes());
                bytes.extend(signal.to_le_bytes());
                bytes.extend(left.to_le_bytes());
            }
            for twig in tree {
                if let Twig::Leaf { value } = twig {
                    bytes.extend(value.to_le_bytes());
                }
            }
        }
        bytes
    }

    /// The forest that [`Forest::to_bytes`] wrote. Strict: whatever is accepted can be scored and gives the same bytes
    /// again. Errors: another file or version, bytes missing or too many, nodes that are no tree, numbers not finite.
    pub fn from_bytes(bytes: &[u8]) -> Result<Forest, ForestError> {
        let mut reader = Reader { rest: bytes, length: bytes.len() };
        if !bytes.starts_with(&MAGIC[..bytes.len().min(MAGIC.len())]) {
            return Err(ForestError::NotAForest);
        }
        reader.take::<8>()?;
        let found = u32::from_le_bytes(reader.take()?);
        if found != VERSION {
            return Err(ForestError::Version { found });
        }
        let width = u32::from_le_bytes(reader.take()?) as usize;
        let trees = u32::from_le_bytes(reader.take()?);
        let bias = f64::from_le_bytes(reader.take()?);
        // Nothing is set aside for gains that the bytes cannot hold.
        if reader.rest.len() / 4 < width {
            return Err(ForestError::Truncated { length: bytes.len() });
        }
        if !bias.is_finite() {
            return Err(ForestError::Head { what: "bias is no number" });
        }
        let mut gains = Vec::with_capacity(width);
        for _ in 0..width {
            let gain = f32::from_le_bytes(reader.take()?);
            if !gain.is_finite() {
                return Err(ForestError::Head { what: "gains are no numbers" });
            }
            gains.push(gain);
        }
        let trees = (0..trees as usize).map(|tree| reader.tree(tree, width)).collect::<Result<Vec<_>, _>>()?;
        match reader.rest.len() {
            0 => Ok(Forest::of(width, bias, gains, trees)),
            extra => Err(ForestError::Trailing { extra }),
        }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    length: usize,
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], ForestError> {
        let Some((taken, rest)) = self.rest.split_first_chunk::<N>() else {
            return Err(ForestError::Truncated { length: self.length });
        };
        self.rest = rest;
        Ok(*taken)
    }

    fn tree(&mut self, tree: usize, width: usize) -> Result<Vec<Twig>, ForestError> {
        let damaged = |node, what| Err(ForestError::Damaged { tree, node, what });
        let count = u32::from_le_bytes(self.take()?) as usize;
        if count.is_multiple_of(2) || count >= 2 * LEAVES {
            return damaged(0, "the number of nodes is even or above 63");
        }
        // Nothing is set aside for nodes that the bytes cannot hold.
        if self.rest.len() / 8 < count {
            return Err(ForestError::Truncated { length: self.length });
        }
        let mut twigs = Vec::with_capacity(count);
        let mut has_parent = vec![false; count];
        for node in 0..count {
            let threshold = f32::from_le_bytes(self.take()?);
            let signal = u16::from_le_bytes(self.take()?);
            let left = u16::from_le_bytes(self.take()?);
            if node > 0 && !has_parent[node] {
                return damaged(node, "no node before it has it as a child");
            }
            if left == 0 {
                if threshold.to_bits() != 0 || signal != 0 {
                    return damaged(node, "a leaf asks for a signal");
                }
                twigs.push(Twig::Leaf { value: 0.0 });
                continue;
            }
            let first = usize::from(left);
            if first <= node || first + 1 >= count {
                return damaged(node, "a child stands before its parent or outside the tree");
            }
            if has_parent[first] || has_parent[first + 1] {
                return damaged(node, "a child has two parents");
            }
            if usize::from(signal) >= width {
                return damaged(node, "there is no such signal");
            }
            if !threshold.is_finite() {
                return damaged(node, "the threshold is no number");
            }
            (has_parent[first], has_parent[first + 1]) = (true, true);
            twigs.push(Twig::Inner { signal, threshold, left });
        }
        for (node, twig) in twigs.iter_mut().enumerate() {
            if let Twig::Leaf { value } = twig {
                *value = f64::from_le_bytes(self.take()?);
                if !value.is_finite() {
                    return damaged(node, "the value is no number");
                }
            }
        }
        Ok(twigs)
    }
}
