//! A model: small, versioned, named by its content.
//!
//! The file, little-endian: `CBMODEL3`, eight bytes of the SHA-256 over the names of the columns (a model for another
//! table of signals is foreign), number (u32), time (i64), six forests with their lengths (by rows and by pairs for open
//! and for finish, then the level of both), two votes (f64), then for each head: happened and seen (f32), how many leaves
//! its layer has, the weights of these and of the bias, the sums of squared gradients of all (f32), and two calibrations
//! (points of f64 pairs).

use std::sync::Arc;

use model::Time;
use sha2::{Digest, Sha256};

use super::calibration::Calibration;
use super::heads::{HEADS, Head};
use super::layer::Layer;
use crate::signals::{WIDTH, column_name};
use crate::trees::{Forest, ForestError, Keys, LANES, Reached};

const MAGIC: &[u8; 8] = b"CBMODEL3";
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

    /// What the trees grown by rows say of each row and the leaves that it reached, and, where asked, what those grown by
    /// pairs say.
    fn votes(&self, keys: &Keys, pairs: bool, reached: &mut Reached, spare: &mut Reached) -> [Votes; LANES] {
        let by_rows = self.by_rows.leaves(keys, reached);
        let by_pairs = if pairs && self.by_pairs.trees() > 0 { self.by_pairs.leaves(keys, spare) } else { by_rows };
        std::array::from_fn(|lane| [by_rows[lane], by_pairs[lane]])
    }

    pub(crate) fn margin(&self, votes: Votes) -> f64 {
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

/// What the trees grown by rows and those grown by pairs say.
pub(crate) type Votes = [f64; 2];

/// Some rows, judged side by side.
#[derive(Default)]
pub(crate) struct Bench {
    /// By head with trees: the leaves that were reached.
    pub(crate) reached: [Reached; GROWN],
    pub(crate) votes: [[Votes; LANES]; GROWN],
    /// By head, everything but its layer: log-odds.
    pub(crate) bases: [[f64; LANES]; HEADS],
    spare: Reached,
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

    /// The trees on whose leaves a head learns.
    pub(crate) fn trees_of(&self, head: Head) -> usize {
        usize::from(head == Head::Finish && self.order[1].trees() > 0)
    }

    /// Has this head trees that say how likely its deed is?
    pub(crate) fn has_own(&self, head: Head) -> bool {
        let place = self.trees_of(head);
        head.has_trees() && place == head as usize && self.order[place].trees() > 0
    }

    /// Lays at most [`LANES`] rows on the bench. `by_hand` is the value that the weights set by hand give each. Without
    /// the trees grown by pairs the bases are no more than what those grown by rows say.
    pub(crate) fn lay(&self, rows: &[&[f32]], by_hand: &[f64], pairs: bool, bench: &mut Bench) {
        if !self.has_learned() {
            bench.reached = Default::default();
        }
        let keys = Keys::of(rows, WIDTH);
        for (place, order) in self.order.iter().enumerate().filter(|(_, order)| order.trees() > 0) {
            bench.votes[place] = order.votes(&keys, pairs, &mut bench.reached[place], &mut bench.spare);
        }
        for head in Head::ALL {
            let place = self.trees_of(head);
            let order = &self.order[place];
            bench.bases[head as usize] = std::array::from_fn(|lane| match order.trees() {
                _ if self.has_own(head) => order.margin(bench.votes[place][lane]),
                0 => head.usual() + head.by_hand() * by_hand.get(lane).copied().unwrap_or(0.0),
                _ => head.usual(),
            });
        }
    }

    /// What is foretold of each of `rows × WIDTH` readings. `by_hand` is what the weights set by hand give each row.
    pub(crate) fn judge(&self, readings: &[f32], by_hand: &[f64]) -> Vec<Judged> {
        let known: Vec<Head> = Head::ALL.into_iter().filter(|&head| self.knows(head)).collect();
        let rows: Vec<&[f32]> = readings.chunks_exact(WIDTH).collect();
        let mut bench = Bench::default();
        let mut all = vec![Judged::default(); rows.len()];
        if known.is_empty() {
            return all;
        }
        for ((rows, by_hand), judged) in rows.chunks(LANES).zip(by_hand.chunks(LANES)).zip(all.chunks_mut(LANES)) {
            self.lay(rows, by_hand, true, &mut bench);
            for &head in &known {
                let of = &self.heads[head as usize];
                let layer = of.layer.margins(&bench.reached[self.trees_of(head)]);
                for ((judged, base), layer) in judged.iter_mut().zip(bench.bases[head as usize]).zip(layer) {
                    let probability = of.calibration.probability(base + layer);
                    judged.probabilities[head as usize] = probability;
                    judged.worth += head.weight() * probability;
                }
            }
        }
        all
    }

    /// How likely she does it, all told, for each of `rows × WIDTH` readings; `None` before anything was learned of this
    /// head.
    pub fn foretell(&self, head: Head, readings: &[f32]) -> Option<Vec<f64>> {
        let forest = self.level_of(head)?;
        let level = &self.heads[head as usize].level;
        Some(forest.margins(readings).into_iter().map(|margin| level.probability(margin)).collect())
    }

    pub(crate) fn level_of(&self, head: Head) -> Option<&Forest> {
        self.level.get(head as usize).map(|forest| &**forest).filter(|forest| forest.trees() > 0)
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
            out.extend((head.layer.leaves() as u32).to_le_bytes());
            for number in head.layer.weights.iter().chain(&head.layer.squares) {
                out.extend(number.to_le_bytes());
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
            let leaves = model.heads[head as usize].layer.leaves();
            if leaves != model.order[model.trees_of(head)].by_rows.leaf_count() {
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

    fn head(&mut self) -> Result<HeadModel, ModelError> {
        let (happened, seen) = (self.small()?, self.small()?);
        let leaves = self.length()?;
        let weights = (0..=leaves).map(|_| self.small()).collect::<Result<Vec<_>, _>>()?;
        let squares = (0..=leaves).map(|_| self.small()).collect::<Result<Vec<_>, _>>()?;
        if squares.iter().any(|&square| square <= 0.0) {
            return Err(ModelError::Broken);
        }
        let layer = Layer { weights, squares };
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
