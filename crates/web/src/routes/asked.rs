//! Which timeline is meant, where one is explained or taken along: composed once more, it is the same.

use super::{
    front::{pinned_items, wish},
    newsroom::Pairs,
    watch,
};
use crate::{Wrong, arrival::Arrival};
use model::ItemId;
use readers::Wish;
use timeline::{Order, Within};

/// Nobody looks further than this through clips.
const FURTHEST: usize = 10_000;

pub enum Asked {
    Front,
    Clips {
        /// What earlier pages showed.
        after: Vec<ItemId>,
        /// Slots before its first.
        skip: usize,
    },
}

impl Asked {
    pub fn read(asked: &Pairs) -> Asked {
        let said = |name: &str| asked.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        match said("within") {
            Some("clips") => Asked::Clips {
                after: watch::after(asked),
                skip: said("skip").and_then(|skip| skip.parse().ok()).filter(|skip| *skip <= FURTHEST).unwrap_or(0),
            },
            _ => Asked::Front,
        }
    }

    /// In an address; read again, it means the same.
    pub fn query(&self) -> String {
        let Asked::Clips { after, skip } = self else { return String::new() };
        let mut query = "within=clips".to_owned();
        if !after.is_empty() {
            let ids: Vec<String> = after.iter().map(ItemId::to_string).collect();
            query.push_str(&format!("&after={}", ids.join("-")));
        }
        if *skip > 0 {
            query.push_str(&format!("&skip={skip}"));
        }
        query
    }

    /// As its page was composed, for the reader with this number; 0 for one whom nobody knows.
    pub async fn wish(&self, arrival: &Arrival, reader: i64) -> Result<Wish, Wrong> {
        Ok(match self {
            Asked::Front => Wish {
                already: pinned_items(arrival).await?,
                ..wish(arrival, reader, arrival.wishes.order, Within::Everything)
            },
            Asked::Clips { after, skip } => Wish {
                slots: watch::slots(arrival),
                already: after.clone(),
                skip: *skip,
                ..wish(arrival, reader, Order::ForYou, Within::Clips)
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_means_the_same_when_it_is_read_again() {
        for query in
            ["", "within=clips", "within=clips&after=7-9", "within=clips&after=7&skip=20", "within=clips&skip=1"]
        {
            let pairs: Pairs = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            assert_eq!(Asked::read(&pairs).query(), query);
        }
        for odd in ["within=clips&skip=-1", "within=clips&skip=999999999999", "within=clips&after=x-&skip=y"] {
            let pairs: Pairs = url::form_urlencoded::parse(odd.as_bytes()).into_owned().collect();
            assert_eq!(Asked::read(&pairs).query(), "within=clips", "{odd}");
        }
    }
}
