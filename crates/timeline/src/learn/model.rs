//! A model: small, versioned, named by its content.
//!
//! The file, little-endian: `CBMODEL2`, eight bytes of the SHA-256 over the names of the columns (a model for another
//! table of signals is foreign), number (u32), time (i64), six forests with their lengths (by rows and by pairs for open
//! and for finish, then the level of both), two votes (f64), then for each head: happened and seen (f32), the layer's bias and leaves (weight and squares, f32), and two
//! calibrations (points of f64 pairs).

use std::sync::Arc;

use model::Time;
use sha2::{Digest, Sha256};

use super::calibration::Calibration;
use super::heads::{HEADS, Head};
use super::layer::{Coordinate, Layer};
use crate::signals::{WIDTH, column_name};
use crate::trees::{Forest, ForestError};

const MAGIC: &[u8; 8] = b"CBMODEL2";
/// Heads with trees of their own.
pub(crate) const GROWN: usize = 2;
/// A head that happened more seldom than this says nothing yet.
const ENOUGH: f32 = 50.0;

#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Of the fit of the trees, from 1; 0 before the first.
    pub(crate) number: u32,
    /// Of the fit.
    pub(crate) fitted: Time,
    pub(crate) order: [Order; GROWN],
    pub(crate) level: [Arc<Forest>; GROWN],
    pub(crate) heads: [HeadModel; HEADS],
}

/// Trees that order, of one head. Some were grown to say for each row how likely it is, some to order pairs within
/// slates: which do better differs from edition to edition, so both vote, and the votes follow what did best lately.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Order {
    pub(crate) by_rows: Arc<Forest>,
    pub(crate) by_pairs: Arc<Forest>,
    /// Of the trees grown by pairs, from 0 to 1.
    pub(crate) vote: f64,
}

impl Order {
    pub(crate) fn new(by_rows: Forest, by_pairs: Forest, vote: f64) -> Order {
        Order { by_rows: Arc::new(by_rows), by_pairs: Arc::new(by_pairs), vote }
    }

    pub(crate) fn trees(&self) -> usize {
        self.by_rows.trees() + self.by_pairs.trees()
    }

    pub(crate) fn leaf_count(&self) -> usize {
        self.by_rows.leaf_count() + self.by_pairs.leaf_count()
    }

    /// The margins of both; the leaves of both, one after the other.
    pub(crate) fn leaves(&self, row: &[f32], leaves: &mut [u32]) -> [f64; 2] {
        let (rows, pairs) = leaves.split_at_mut(self.by_rows.trees());
        let by_rows = self.by_rows.leaves(row, rows);
        if pairs.is_empty() {
            return [by_rows, by_rows];
        }
        let by_pairs = self.by_pairs.leaves(row, pairs);
        let first = self.by_rows.leaf_count() as u32;
        pairs.iter_mut().for_each(|leaf| *leaf += first);
        [by_rows, by_pairs]
    }

    pub(crate) fn margin(&self, votes: [f64; 2]) -> f64 {
        (1.0 - self.vote) * votes[0] + self.vote * votes[1]
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HeadModel {
    pub(crate) happened: f32,
    pub(crate) seen: f32,
    pub(crate) layer: Layer,
    pub(crate) calibration: Calibration,
    pub(crate) level: Calibration,
}

/// What a model foretells of one candidate.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Judged {
    /// By `Head`; 0 where nothing was learned of a head yet.
    pub probabilities: [f64; HEADS],
    /// Published weights times probabilities.
    pub worth: f64,
}

#[derive(Debug, thiserror::Error, PartialEq)]
pub enum ModelError {
    #[error("This is no model of Caulbart; choose a file that `caulbart model list` names.")]
    Foreign,
    #[error("This model was made for other signals than this program has; let the learner make a new one.")]
    OtherSignals,
    #[error("This model breaks off or holds impossible numbers; take another copy of it.")]
    Broken,
    #[error("The trees of this model cannot be read: {0}")]
    Trees(#[from] ForestError),
}

/// Scratch room for judging many candidates.
pub(crate) struct Leaves {
    numbers: [Vec<u32>; GROWN],
    /// What the trees grown by rows and by pairs said of the last row.
    pub(crate) votes: [[f64; 2]; GROWN],
}

impl Leaves {
    pub(crate) fn of(&self, trees: usize) -> &[u32] {
        &self.numbers[trees]
    }
}

impl Default for Model {
    fn default() -> Self {
        Model::empty()
    }
}

impl Model {
    /// Nothing learned: timelines follow the weights set by hand.
    pub fn empty() -> Model {
        let forest = || Arc::new(Forest::empty(WIDTH));
        Model {
            number: 0,
            fitted: Time(0),
            order: std::array::from_fn(|_| Order::new(Forest::empty(WIDTH), Forest::empty(WIDTH), 0.0)),
            level: [forest(), forest()],
            heads: std::array::from_fn(|_| HeadModel::new(0)),
        }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    pub fn fitted(&self) -> Time {
        self.fitted
    }

    /// Slots from which it has learned, over all its fits.
    pub fn learned_from(&self) -> u64 {
        self.heads[Head::Open as usize].seen as u64
    }

    /// Is there more than the weights set by hand?
    pub fn has_learned(&self) -> bool {
        self.order[0].trees() > 0 || self.order[1].trees() > 0
    }

    /// Does this head say anything yet?
    pub fn knows(&self, head: Head) -> bool {
        self.has_learned() && self.heads[head as usize].happened >= ENOUGH
    }

    /// Gains of the trees that order, by column, summed over the heads: which signals helped most.
    pub fn gains(&self) -> Vec<f32> {
        let mut gains = vec![0.0; WIDTH];
        for forest in self.order.iter().flat_map(|order| [&order.by_rows, &order.by_pairs]) {
            for (sum, gain) in gains.iter_mut().zip(forest.gains()) {
                *sum += gain;
            }
        }
        gains
    }

    pub(crate) fn leaves(&self) -> Leaves {
        Leaves { numbers: std::array::from_fn(|place| vec![0; self.order[place].trees()]), votes: [[0.0; 2]; GROWN] }
    }

    /// The trees on whose leaves a head learns.
    pub(crate) fn trees_of(&self, head: Head) -> usize {
        usize::from(head == Head::Finish && self.order[1].trees() > 0)
    }

    /// Everything but the layers: log-odds by head. `by_hand` is the value that the weights set by hand give.
    pub(crate) fn bases(&self, row: &[f32], by_hand: f64, leaves: &mut Leaves) -> [f64; HEADS] {
        let mut grown = [0.0; GROWN];
        for (place, (margin, order)) in grown.iter_mut().zip(&self.order).enumerate() {
            if order.trees() > 0 {
                leaves.votes[place] = order.leaves(row, &mut leaves.numbers[place]);
                *margin = order.margin(leaves.votes[place]);
            }
        }
        let mut bases = [0.0; HEADS];
        for head in Head::ALL {
            let place = self.trees_of(head);
            let has_own = head.has_trees() && place == head as usize && self.order[place].trees() > 0;
            bases[head as usize] = match self.order[place].trees() {
                _ if has_own => grown[place],
                0 => head.usual() + head.by_hand() * by_hand,
                _ => head.usual(),
            };
        }
        bases
    }

    pub(crate) fn judge(&self, row: &[f32], by_hand: f64, leaves: &mut Leaves) -> Judged {
        let bases = self.bases(row, by_hand, leaves);
        let mut judged = Judged::default();
        for head in Head::ALL {
            if !self.knows(head) {
                continue;
            }
            let of = &self.heads[head as usize];
            let margin = bases[head as usize] + of.layer.margin(leaves.of(self.trees_of(head)));
            let probability = of.calibration.probability(margin);
            judged.probabilities[head as usize] = probability;
            judged.worth += head.weight() * probability;
        }
        judged
    }

    /// How likely she does it, all told; `None` before anything was learned of this head.
    pub fn foretell(&self, head: Head, row: &[f32]) -> Option<f64> {
        let margin = self.level_margin(head, row)?;
        Some(self.heads[head as usize].level.probability(margin))
    }

    pub(crate) fn level_margin(&self, head: Head, row: &[f32]) -> Option<f64> {
        let forest = self.level.get(head as usize).filter(|forest| forest.trees() > 0)?;
        Some(forest.margin(row))
    }

    /// SHA-256 of the file, in hexadecimal digits.
    pub fn hash(&self) -> String {
        Sha256::digest(self.to_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(columns());
        out.extend(self.number.to_le_bytes());
        out.extend(self.fitted.0.to_le_bytes());
        let orders = self.order.iter().flat_map(|order| [&order.by_rows, &order.by_pairs]);
        for forest in orders.chain(&self.level) {
            let bytes = forest.to_bytes();
            out.extend((bytes.len() as u32).to_le_bytes());
            out.extend(bytes);
        }
        for order in &self.order {
            out.extend(order.vote.to_le_bytes());
        }
        for head in &self.heads {
            out.extend(head.happened.to_le_bytes());
            out.extend(head.seen.to_le_bytes());
            out.extend((head.layer.leaves.len() as u32).to_le_bytes());
            for coordinate in [&head.layer.bias].into_iter().chain(&head.layer.leaves) {
                out.extend(coordinate.weight.to_le_bytes());
                out.extend(coordinate.squares.to_le_bytes());
            }
            for calibration in [&head.calibration, &head.level] {
                out.push(calibration.points.len() as u8);
                for (margin, share) in &calibration.points {
                    out.extend(margin.to_le_bytes());
                    out.extend(share.to_le_bytes());
                }
            }
        }
        out
    }

    /// Strict: whatever is not exactly a model of this program is refused, and says why.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        let mut rest = Rest(bytes);
        if rest.take::<8>() != Ok(*MAGIC) {
            return Err(ModelError::Foreign);
        }
        if rest.take::<8>()? != columns() {
            return Err(ModelError::OtherSignals);
        }
        let number = u32::from_le_bytes(rest.take()?);
        let fitted = Time(i64::from_le_bytes(rest.take()?));
        let grown = [rest.forest()?, rest.forest()?, rest.forest()?, rest.forest()?];
        let level = [rest.forest()?, rest.forest()?];
        let votes = [rest.double()?, rest.double()?];
        if votes.iter().any(|vote| !(0.0..=1.0).contains(vote)) {
            return Err(ModelError::Broken);
        }
        let [by_rows, by_pairs, rows_of_finish, pairs_of_finish] = grown;
        let order = [
            Order { by_rows, by_pairs, vote: votes[0] },
            Order { by_rows: rows_of_finish, by_pairs: pairs_of_finish, vote: votes[1] },
        ];
        let heads = [rest.head()?, rest.head()?, rest.head()?, rest.head()?, rest.head()?, rest.head()?, rest.head()?];
        if !rest.0.is_empty() {
            return Err(ModelError::Broken);
        }
        let model = Model { number, fitted, order, level, heads };
        for head in Head::ALL {
            let leaves = model.heads[head as usize].layer.leaves.len();
            if leaves != model.order[model.trees_of(head)].leaf_count() {
                return Err(ModelError::Broken);
            }
        }
        Ok(model)
    }
}

impl HeadModel {
    pub(crate) fn new(leaves: usize) -> HeadModel {
        HeadModel {
            happened: 0.0,
            seen: 0.0,
            layer: Layer::new(leaves),
            calibration: Calibration::default(),
            level: Calibration::default(),
        }
    }
}

/// What the columns are, in short.
fn columns() -> [u8; 8] {
    let mut hash = Sha256::new();
    for column in 0..WIDTH {
        hash.update(column_name(column));
        hash.update([0]);
    }
    let hash = hash.finalize();
    std::array::from_fn(|place| hash[place])
}

struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let (head, tail) = self.0.split_first_chunk::<N>().ok_or(ModelError::Broken)?;
        self.0 = tail;
        Ok(*head)
    }

    fn length(&mut self) -> Result<usize, ModelError> {
        let length = u32::from_le_bytes(self.take()?) as usize;
        if length > self.0.len() { Err(ModelError::Broken) } else { Ok(length) }
    }

    fn small(&mut self) -> Result<f32, ModelError> {
        let number = f32::from_le_bytes(self.take()?);
        if number.is_finite() { Ok(number) } else { Err(ModelError::Broken) }
    }

    fn double(&mut self) -> Result<f64, ModelError> {
        let number = f64::from_le_bytes(self.take()?);
        if number.is_finite() { Ok(number) } else { Err(ModelError::Broken) }
    }

    fn forest(&mut self) -> Result<Arc<Forest>, ModelError> {
        let length = self.length()?;
        let (bytes, tail) = self.0.split_at(length);
        self.0 = tail;
        let forest = Forest::from_bytes(bytes)?;
        if forest.width() == WIDTH { Ok(Arc::new(forest)) } else { Err(ModelError::OtherSignals) }
    }

    fn coordinate(&mut self) -> Result<Coordinate, ModelError> {
        let coordinate = Coordinate { weight: self.small()?, squares: self.small()? };
        if coordinate.squares > 0.0 { Ok(coordinate) } else { Err(ModelError::Broken) }
    }

    fn head(&mut self) -> Result<HeadModel, ModelError> {
        let (happened, seen) = (self.small()?, self.small()?);
        let leaves = self.length()?;
        let bias = self.coordinate()?;
        let leaves = (0..leaves).map(|_| self.coordinate()).collect::<Result<Vec<_>, _>>()?;
        let layer = Layer { bias, leaves };
        Ok(HeadModel { happened, seen, layer, calibration: self.calibration()?, level: self.calibration()? })
    }

    fn calibration(&mut self) -> Result<Calibration, ModelError> {
        let [count] = self.take::<1>()?;
        let mut points: Vec<(f64, f64)> = Vec::new();
        for _ in 0..count {
            let point = (self.double()?, self.double()?);
            let rises = points.last().is_none_or(|last| point.0 > last.0 && point.1 > last.1);
            if !rises || !(0.0..=1.0).contains(&point.1) {
                return Err(ModelError::Broken);
            }
            points.push(point);
        }
        Ok(Calibration { points })
    }
}
