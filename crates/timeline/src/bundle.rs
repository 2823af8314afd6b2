//! What has to be handed over so that somebody else can compute a timeline again? The receipt, and all that it was
//! composed from.
//!
//! The file begins with the receipt's text, so that anybody can read it, and a zero byte; then, each with its length
//! (u32, little-endian) before it: the ask, the profile, the model, the candidates (the time in milliseconds, then each
//! item with the sources that proposed it), the excerpt of the stock, and the pack (`stock::pack`). The receipt names each of the six by the
//! SHA-256 of exactly these bytes. It holds one reader's profile: it is for her alone.

use model::{ItemId, Time};

use crate::ask::Ask;
use crate::binary::{Broken, In, Out};
use crate::compose::{Timeline, compose_from};
use crate::learn::{Model, ModelError};
use crate::profile::Profile;
use crate::receipt::{FIRST_LINE, OLDER, Receipt, Written};
use crate::situation::Situation;
use crate::sources::{Origins, gather};
use crate::stock::{SnapshotError, Stock, pack};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    receipt: Receipt,
    written: Written,
}

#[derive(Debug, thiserror::Error, PartialEq)]
pub enum BundleError {
    #[error("This is no bundle of Caulbart; `caulbart timeline --bundle FILE` writes one.")]
    Foreign,
    #[error("This bundle breaks off or holds impossible numbers; take another copy of it.")]
    Broken,
    #[error("Item {0} is a candidate in this bundle, and not one of the pack that all timelines were chosen from.")]
    Outside(ItemId),
    #[error("The profile in this bundle cannot be read; take another copy of it.")]
    Profile,
    #[error("The model in this bundle cannot be read: {0}")]
    Model(#[from] ModelError),
    #[error("The stock in this bundle cannot be read: {0}")]
    Stock(#[from] SnapshotError),
}

impl From<Broken> for BundleError {
    fn from(_: Broken) -> Self {
        BundleError::Broken
    }
}

impl Bundle {
    /// Composes the timeline that `compose` gives, and keeps all that it came of.
    pub fn of(ask: &Ask, stock: &Stock, profile: &Profile, model: &Model, now: Time) -> Bundle {
        let nobody = Profile::default();
        let situation = Situation::new(ask, stock, profile, &nobody, now);
        let gathered = gather(&situation);
        let timeline = compose_from(&gathered, &situation, model);
        let mut candidates = Out::default();
        candidates.long(now.0);
        candidates.count(gathered.len());
        let mut looked_at: Vec<ItemId> = Vec::with_capacity(gathered.len());
        for &(at, origins) in &gathered {
            let item = stock.row(at).id;
            candidates.long(item.0);
            candidates.byte(origins.bits());
            looked_at.push(item);
        }
        // What she read, and what she has before her, is compared with the candidates.
        looked_at.extend(profile.read_ids.iter().copied().chain(ask.context));
        let written = Written {
            ask: ask.to_bytes(),
            profile: profile.to_bytes(),
            model: model.to_bytes(),
            candidates: candidates.0,
            excerpt: stock.excerpt(&looked_at),
            pack: Some(stock.pack()),
        };
        Bundle { receipt: timeline.receipt(ask, &written), written }
    }

    pub fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// Composes the timeline again. The same text as in `receipt` proves that it came of just this.
    pub fn replay(&self) -> Result<Receipt, BundleError> {
        let (ask, timeline) = self.timeline()?;
        Ok(timeline.receipt(&ask, &self.written))
    }

    fn timeline(&self) -> Result<(Ask, Timeline), BundleError> {
        let written = &self.written;
        let ask = Ask::from_bytes(&written.ask)?;
        let profile = Profile::from_bytes(&written.profile).ok_or(BundleError::Profile)?;
        let model = Model::from_bytes(&written.model)?;
        let stock = Stock::from_bytes(&written.excerpt)?;
        let mut rest = In(&written.candidates);
        let now = Time(rest.long()?);
        let candidates =
            rest.keyed(9, |rest| Ok((ItemId(rest.long()?), Origins::of_bits(rest.byte()?).ok_or(Broken)?)))?;
        rest.end()?;
        if let Some(pack) = &written.pack {
            let pack = pack::items_of(pack)?;
            if let Some((item, _)) = candidates.iter().find(|(item, _)| pack.binary_search(item).is_err()) {
                return Err(BundleError::Outside(*item));
            }
        }
        let gathered = candidates
            .into_iter()
            .map(|(item, origins)| Ok((stock.row_of(item).ok_or(Broken)?, origins)))
            .collect::<Result<Vec<_>, Broken>>()?;
        let nobody = Profile::default();
        let timeline = compose_from(&gathered, &Situation::new(&ask, &stock, &profile, &nobody, now), &model);
        Ok((ask, timeline))
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out(self.receipt.text.clone().into_bytes());
        out.byte(0);
        self.written.parts().into_iter().for_each(|(_, part)| out.bytes(part));
        out.0
    }

    /// Takes the parts apart; `replay` reads them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Bundle, BundleError> {
        let has_pack = bytes.starts_with(FIRST_LINE.as_bytes());
        if !has_pack && !bytes.starts_with(OLDER.as_bytes()) {
            return Err(BundleError::Foreign);
        }
        let end = bytes.iter().position(|&byte| byte == 0).ok_or(BundleError::Broken)?;
        let (text, rest) = bytes.split_at(end);
        let text = std::str::from_utf8(text).map_err(|_| BundleError::Broken)?.to_owned();
        let mut rest = In(rest);
        rest.byte()?;
        let mut part = || rest.bytes().map(<[u8]>::to_vec);
        let (ask, profile, model, candidates, excerpt) = (part()?, part()?, part()?, part()?, part()?);
        let pack = has_pack.then(part).transpose()?;
        let written = Written { ask, profile, model, candidates, excerpt, pack };
        rest.end()?;
        Ok(Bundle { receipt: Receipt { text }, written })
    }
}
