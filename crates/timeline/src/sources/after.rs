//! What may come after the article that she has before her: the newest of its story, what its readers read besides, and
//! the items among the newest that are most like it.

use super::{Origin, newest, newest_first};
use crate::likeness::Direction;
use crate::situation::Situation;

const OF_THE_STORY: usize = 4;
const TOGETHER: usize = 24;
const NEAR: usize = 18;
/// How many of the newest items are compared with it.
const COMPARED: usize = 2048;

/// Rows with the source that proposes each; none where the article is too old to be in the stock.
pub(super) fn candidates(situation: &Situation<'_>) -> Vec<(Origin, Vec<u32>)> {
    let stock = situation.stock;
    let Some(article) = situation.ask.context.and_then(|item| stock.row_of(item)) else { return Vec::new() };
    vec![
        (Origin::SameStory, of_its_story(article, situation)),
        (Origin::Together, read_together(article, situation)),
        (Origin::Near, like_it(article, situation)),
    ]
}

fn of_its_story(article: u32, situation: &Situation<'_>) -> Vec<u32> {
    let stock = situation.stock;
    let told = stock.story(stock.row(article).story).map(|story| story.items).unwrap_or_default();
    let mut rows: Vec<u32> = told.into_iter().filter_map(|item| stock.row_of(item)).collect();
    rows.retain(|&row| row != article);
    newest_first(situation, &mut rows, OF_THE_STORY);
    rows
}

fn read_together(article: u32, situation: &Situation<'_>) -> Vec<u32> {
    let stock = situation.stock;
    let Some(neighbours) = stock.together().neighbours(stock.row(article).id) else { return Vec::new() };
    let cosine = |row: u32, shared: f32| {
        let others = stock.together().readings(stock.row(row).id) + 3.0;
        f64::from(shared) / others.sqrt()
    };
    let rows = neighbours.items.iter().filter_map(|&(item, shared)| Some((stock.row_of(item)?, shared)));
    let mut found: Vec<(f64, u32)> = rows.map(|(row, shared)| (cosine(row, shared), row)).collect();
    found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(stock.row(a.1).id.cmp(&stock.row(b.1).id)));
    found.into_iter().take(TOGETHER).map(|(_, row)| row).collect()
}

fn like_it(article: u32, situation: &Situation<'_>) -> Vec<u32> {
    let stock = situation.stock;
    let direction = [Direction::of(stock.embedding(article))];
    let mut likest: Vec<(i32, u32)> = newest(situation, COMPARED)
        .into_iter()
        .filter(|&row| row != article)
        .map(|row| (Direction::greatest_product(stock.embedding(row), &direction), row))
        .filter(|&(likeness, _)| likeness > 0)
        .collect();
    likest.sort_unstable_by_key(|&(likeness, row)| (std::cmp::Reverse(likeness), stock.row(row).id));
    likest.into_iter().take(NEAR).map(|(_, row)| row).collect()
}
