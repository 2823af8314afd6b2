//! What came in becomes items: new ones, changed ones, and those that are as they were.

use std::collections::{HashMap, HashSet};

use model::{Embedding, Item, ItemId, SourceId, Time};

use crate::{
    Error, Result, Store, compact, queue, statements,
    store::Durability,
    tx::Tx,
    value::{Row, Value},
};

/// What is remembered of an item to see whether it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub key: String,
    pub id: ItemId,
    pub fingerprint: u64,
}

/// An item on its way in.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// Its `id`, `source`, `story`, `first_seen` and `updated` are not looked at: the store gives them.
    pub item: Item,
    /// Of what the source sent: when it differs from the one kept, the item has changed.
    pub fingerprint: u64,
    /// Its terms, in whatever form the stories want them back.
    pub terms: Vec<u8>,
    pub embedding: Embedding,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    New,
    Changed,
    Same,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    pub id: ItemId,
    pub outcome: Outcome,
}

/// An item that is there: its number, fingerprint and the number of its key.
#[derive(Clone, Copy)]
struct There {
    id: ItemId,
    fingerprint: i64,
    key_hash: i64,
}

/// Addresses of pictures beyond this fit into no index; such a picture is left out.
const LONGEST_PICTURE: usize = 2_000;

impl Store {
    /// Those of the keys that the source has items for.
    pub async fn known(&self, source: SourceId, keys: &[String]) -> Result<Vec<Known>> {
        let asked: Vec<Vec<Value>> =
            keys.iter().map(|key| vec![source.into(), compact::number_of(key).into()]).collect();
        let found = self.rows_each(&statements::WITH_KEY, &asked, read_there).await?;
        let each = keys.iter().zip(found).filter_map(|(key, rows)| rows.first().map(|there| (key, *there)));
        Ok(each
            .map(|(key, there)| Known { key: key.clone(), id: there.id, fingerprint: there.fingerprint as u64 })
            .collect())
    }

    /// Keeps all of them or, when it fails, none; answers in their order.
    ///
    /// An item is the same when its key is, else when its address is (see `same_address`). A changed one keeps its
    /// number and its story, what it said before becomes a version, and it waits to be placed again.
    pub async fn keep(&self, source: SourceId, arrivals: Vec<Arrival>, now: Time) -> Result<Vec<Kept>> {
        self.keep_and_then(source, arrivals, None, now).await
    }

    /// The same; and in the same transaction, a job of the kind `then` for each that is new or changed, with the
    /// item's number as its key and its payload: what must follow cannot be lost.
    pub async fn keep_and_then(
        &self,
        source: SourceId,
        arrivals: Vec<Arrival>,
        then: Option<&'static str>,
        now: Time,
    ) -> Result<Vec<Kept>> {
        if arrivals.is_empty() {
            return Ok(Vec::new());
        }
        self.write(Durability::Normal, move |tx| {
            Box::pin(async move {
                let kept = keep(tx, source, &arrivals, now).await?;
                if let Some(kind) = then {
                    let follow = kept.iter().filter(|kept| kept.outcome != Outcome::Same);
                    let jobs = follow.map(|kept| queue::job_about(kind, kept.id, now));
                    tx.run_each(&statements::ENQUEUE, jobs).await?;
                }
                Ok(kept)
            })
        })
        .await
    }
}

pub(crate) async fn keep(tx: &mut Tx, source: SourceId, arrivals: &[Arrival], now: Time) -> Result<Vec<Kept>> {
    // On PostgreSQL two polls of one source take turns here; SQLite has one writer anyway.
    if tx.row(&statements::LOCK_SOURCE, &[source.into()], |row| row.int(0)).await?.is_none() {
        return Err(Error::NotThere(format!("Source {source}")));
    }
    let keys: Vec<i64> = arrivals.iter().map(|arrival| compact::number_of(&arrival.item.key)).collect();
    let mut there = with_keys(tx, source, &keys).await?;
    same_address(tx, source, arrivals, &keys, &mut there).await?;

    let mut first_with_key = HashMap::new();
    let mut new = Vec::new();
    let mut changed = Vec::new();
    let mut rekeyed = Vec::new();
    for (place, arrival) in arrivals.iter().enumerate() {
        if *first_with_key.entry(keys[place]).or_insert(place) != place {
            continue;
        }
        match there[place] {
            None => new.push(place),
            Some(old) if old.fingerprint != arrival.fingerprint as i64 => changed.push((place, old.id)),
            Some(old) if old.key_hash != keys[place] => rekeyed.push((place, old.id)),
            Some(_) => {}
        }
    }
    // By number, as in `place`, so that on PostgreSQL two transactions never wait for each other crosswise.
    changed.sort_unstable_by_key(|(_, id)| *id);
    rekeyed.sort_unstable_by_key(|(_, id)| *id);
    let new_ids = insert(tx, source, arrivals, &keys, &new, now).await?;
    change(tx, arrivals, &keys, &changed, now).await?;
    let rekeyings =
        rekeyed.iter().map(|(place, id)| vec![(*id).into(), (&arrivals[*place].item.key).into(), keys[*place].into()]);
    tx.run_each(&statements::REKEY, rekeyings).await?;

    let mut outcomes: Vec<Option<Kept>> =
        there.iter().map(|there| there.map(|there| Kept { id: there.id, outcome: Outcome::Same })).collect();
    for (place, id) in new.iter().zip(new_ids) {
        outcomes[*place] = Some(Kept { id, outcome: Outcome::New });
    }
    for (place, id) in changed {
        outcomes[place] = Some(Kept { id, outcome: Outcome::Changed });
    }
    // A key that came twice in one batch: the first counts, the second is the same.
    let twice = |place: usize| {
        let first = first_with_key.get(&keys[place]).copied().unwrap_or(place);
        outcomes[first].map(|kept| Kept { outcome: if first == place { kept.outcome } else { Outcome::Same }, ..kept })
    };
    Ok((0..arrivals.len()).filter_map(twice).collect())
}

async fn with_keys(tx: &mut Tx, source: SourceId, keys: &[i64]) -> Result<Vec<Option<There>>> {
    let asked = keys.iter().map(|key| vec![source.into(), (*key).into()]);
    let found = tx.rows_each(&statements::WITH_KEY, asked, read_there).await?;
    Ok(found.into_iter().map(|rows| rows.first().copied()).collect())
}

/// Finds items whose source gave them a new key. Some sources give every entry one address (a home page), so an
/// address counts only if it is one arrival's alone, one kept item's alone, and that item did not come itself.
async fn same_address(
    tx: &mut Tx,
    source: SourceId,
    arrivals: &[Arrival],
    keys: &[i64],
    there: &mut [Option<There>],
) -> Result<()> {
    let mut with_address: HashMap<&str, u32> = HashMap::new();
    for arrival in arrivals {
        *with_address.entry(&arrival.item.url).or_default() += 1;
    }
    let lonely: Vec<usize> = (0..arrivals.len())
        .filter(|place| there[*place].is_none())
        .filter(|place| !arrivals[*place].item.url.is_empty() && with_address[arrivals[*place].item.url.as_str()] == 1)
        .collect();
    let asked = lonely.iter().map(|place| vec![source.into(), compact::number_of(&arrivals[*place].item.url).into()]);
    let found = tx.rows_each(&statements::WITH_URL, asked, read_there).await?;
    let came: HashSet<i64> = keys.iter().copied().collect();
    for (place, rows) in lonely.into_iter().zip(found) {
        if let [only] = rows.as_slice()
            && !came.contains(&only.key_hash)
        {
            there[place] = Some(*only);
        }
    }
    Ok(())
}

async fn insert(
    tx: &mut Tx,
    source: SourceId,
    arrivals: &[Arrival],
    keys: &[i64],
    new: &[usize],
    now: Time,
) -> Result<Vec<ItemId>> {
    let rows = new.iter().map(|place| columns(source.into(), &arrivals[*place], keys[*place], now));
    let id = |row: &Row| row.int(0).map(ItemId);
    let ids: Vec<ItemId> = tx.rows_each(&statements::KEEP_NEW, rows, id).await?.into_iter().flatten().collect();
    let arrived = || new.iter().map(|place| &arrivals[*place]).zip(&ids);
    let texts = arrived().map(|(arrival, id)| vec![(*id).into(), (&arrival.item.body).into()]);
    tx.run_each(&statements::KEEP_TEXT, texts).await?;
    let marks = arrived().map(|(arrival, id)| vec![(*id).into(), (&arrival.terms).into()]);
    tx.run_each(&statements::KEEP_MARKS, marks).await?;
    Ok(ids)
}

async fn change(tx: &mut Tx, arrivals: &[Arrival], keys: &[i64], changed: &[(usize, ItemId)], now: Time) -> Result<()> {
    let earlier = changed.iter().map(|(_, id)| vec![(*id).into(), now.into()]);
    tx.run_each(&statements::KEEP_EARLIER, earlier).await?;
    let rows = changed.iter().map(|(place, id)| columns((*id).into(), &arrivals[*place], keys[*place], now));
    tx.run_each(&statements::KEEP_CHANGE, rows).await?;
    let texts = changed.iter().map(|(place, id)| vec![(*id).into(), (&arrivals[*place].item.body).into()]);
    tx.run_each(&statements::KEEP_TEXT_OF_CHANGE, texts).await?;
    let marks = changed.iter().map(|(place, id)| vec![(*id).into(), (&arrivals[*place].terms).into()]);
    tx.run_each(&statements::KEEP_MARKS, marks).await?;
    Ok(())
}

/// The parameters of `keep/new` and `keep/change`, which differ in the first only.
fn columns<'a>(first: Value<'a>, arrival: &'a Arrival, key: i64, now: Time) -> Vec<Value<'a>> {
    let item = &arrival.item;
    let picture = item.picture.as_ref().filter(|picture| picture.url.len() <= LONGEST_PICTURE);
    vec![
        first,
        item.kind.word().into(),
        (&item.key).into(),
        key.into(),
        (&item.url).into(),
        compact::number_of(&item.url).into(),
        (&item.title).into(),
        compact::number_of_title(&item.title).into(),
        (&item.standfirst).into(),
        (&item.byline).into(),
        item.language.tag().into(),
        compact::topics_to_text(&item.topics).into(),
        compact::lines_to_text(&item.entities).into(),
        item.published.into(),
        item.words.into(),
        picture.map_or("", |picture| &picture.url).into(),
        picture.map_or(0, |picture| picture.width).into(),
        picture.map_or(0, |picture| picture.height).into(),
        picture.map_or("", |picture| &picture.alt).into(),
        picture.map_or("", |picture| &picture.credit).into(),
        compact::enclosures_to_text(&item.enclosures).into(),
        (arrival.fingerprint as i64).into(),
        Value::Bytes(embedding_bytes(&arrival.embedding).into()),
        now.into(),
    ]
}

pub fn embedding_bytes(embedding: &Embedding) -> Vec<u8> {
    embedding.0.iter().map(|byte| byte.cast_unsigned()).collect()
}

/// All zeros where the bytes are not sixty-four.
pub fn embedding_from(bytes: &[u8]) -> Embedding {
    <[u8; 64]>::try_from(bytes).map(|bytes| Embedding(bytes.map(u8::cast_signed))).unwrap_or_default()
}

fn read_there(row: &Row) -> Result<There> {
    Ok(There { id: ItemId(row.int(0)?), fingerprint: row.int(1)?, key_hash: row.int(2)? })
}
