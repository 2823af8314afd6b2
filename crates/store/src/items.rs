//! Items as readers see them: a card without its text, or all of it.

use model::{Item, ItemId, Kind, Language, Picture, SourceId, StoryId, Time, Topic};

use crate::{Result, Store, compact, statements, value::Row};

/// What an item said before it was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// When it was replaced.
    pub at: Time,
    pub title: String,
    pub standfirst: String,
    pub body: String,
}

/// Which of the newest are meant; all of them by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Newest {
    pub source: Option<SourceId>,
    pub topic: Option<Topic>,
    pub language: Option<Language>,
    /// Go on after this one: older, or as old with a smaller number.
    pub before: Option<(Time, ItemId)>,
}

impl Store {
    /// With its body.
    pub async fn item(&self, id: ItemId) -> Result<Option<Item>> {
        self.row(&statements::ITEM, &[id.into()], |row| Ok(Item { body: row.text(22)?, ..read_card(row)? })).await
    }

    /// Without their bodies, in the order asked; one that is not there is left out.
    pub async fn cards(&self, ids: &[ItemId]) -> Result<Vec<Item>> {
        let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let mut found = self.rows_of(&statements::CARDS, &numbers, read_card).await?;
        if found.iter().map(|item| item.id).ne(ids.iter().copied()) {
            let place = |item: &Item| ids.iter().position(|id| *id == item.id);
            found.sort_by_cached_key(place);
        }
        Ok(found)
    }

    /// Earlier texts of an item, oldest first.
    pub async fn versions(&self, item: ItemId) -> Result<Vec<Version>> {
        self.rows(&statements::VERSIONS, &[item.into()], |row| {
            Ok(Version { at: Time(row.int(0)?), title: row.text(1)?, standfirst: row.text(2)?, body: row.text(3)? })
        })
        .await
    }

    /// Placed items, newest first.
    pub async fn newest(&self, limit: u32, which: Newest) -> Result<Vec<ItemId>> {
        let (time, id) = which.before.unwrap_or((Time(i64::MAX), ItemId(i64::MAX)));
        let mut params = vec![time.into(), id.into(), limit.into()];
        let narrowed = which.topic.is_some() || which.language.is_some();
        let narrowing = [
            which.language.map(|language| language.tag().to_owned()).unwrap_or_default().into(),
            which.topic.map(|Topic(number)| format!("% {number} %")).unwrap_or_default().into(),
        ];
        params.extend(which.source.map(Into::into));
        if narrowed {
            params.extend(narrowing);
        }
        let statement = match (which.source.is_some(), narrowed) {
            (false, false) => &statements::NEWEST,
            (false, true) => &statements::NEWEST_NARROWED,
            (true, false) => &statements::NEWEST_OF_SOURCE,
            (true, true) => &statements::NEWEST_OF_SOURCE_NARROWED,
        };
        let id = |row: &Row| row.int(0).map(ItemId);
        match narrowed {
            true => self.many_rows(statement, &params, id).await,
            false => self.rows(statement, &params, id).await,
        }
    }
}

/// Twenty-two columns from the first.
pub fn read_card(row: &Row) -> Result<Item> {
    let picture = match row.str(16)? {
        "" => None,
        url => Some(Picture {
            url: url.to_owned(),
            width: row.count(17)?,
            height: row.count(18)?,
            alt: row.text(19)?,
            credit: row.text(20)?,
        }),
    };
    Ok(Item {
        id: ItemId(row.int(0)?),
        source: SourceId(row.int(1)?),
        story: row.maybe_int(2)?.map(StoryId),
        kind: Kind::from_word(row.str(3)?).unwrap_or(Kind::Article),
        key: row.text(4)?,
        url: row.text(5)?,
        title: row.text(6)?,
        standfirst: row.text(7)?,
        body: String::new(),
        byline: row.text(8)?,
        language: Language::from_tag(row.str(9)?),
        topics: compact::topics_from_text(row.str(10)?),
        entities: compact::lines_from_text(row.str(11)?),
        published: Time(row.int(12)?),
        first_seen: Time(row.int(13)?),
        updated: row.maybe_int(14)?.map(Time),
        words: row.count(15)?,
        picture,
        enclosures: compact::enclosures_from_text(row.str(21)?),
    })
}
