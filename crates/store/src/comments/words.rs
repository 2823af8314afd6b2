//! What the filter learned, word by word. What a word is, the newsroom alone knows; here it is a number.

use model::Time;

use crate::{Result, Store, statements, store::Durability, tx::Tx};

/// In how many comments something stood that were good, and that were spam. As a lesson: what is added to both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordCount {
    pub hash: i64,
    pub good: i64,
    pub bad: i64,
}

impl Store {
    /// Those of them that are known.
    pub async fn word_counts(&self, hashes: &[i64]) -> Result<Vec<WordCount>> {
        self.rows_of(&statements::COMMENT_WORDS, hashes, |row| {
            Ok(WordCount { hash: row.int(0)?, good: row.int(1)?, bad: row.int(2)? })
        })
        .await
    }

    pub async fn count_words(&self) -> Result<u64> {
        let counted = self.row(&statements::COUNT_WORDS, &[], |row| row.int(0)).await?.unwrap_or(0);
        Ok(counted.max(0).unsigned_abs())
    }

    /// The longest unseen go: at first those that were seen once.
    pub async fn forget_words(&self, many: u64) -> Result<()> {
        let many = i64::try_from(many).unwrap_or(i64::MAX);
        self.write(Durability::Normal, move |tx| {
            Box::pin(async move {
                let gone = tx.run(&statements::FORGET_RARE_WORDS, &[many.into()]).await?;
                let rest = many - i64::try_from(gone).unwrap_or(many);
                if rest > 0 {
                    tx.run(&statements::FORGET_COMMON_WORDS, &[rest.into()]).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

pub(super) async fn learn(tx: &mut Tx, lessons: &[WordCount], now: Time) -> Result<()> {
    // In one order everywhere, so that two moderators at once never wait for each other in a circle.
    let mut lessons = lessons.to_vec();
    lessons.sort_by_key(|lesson| lesson.hash);
    let rows = lessons.iter().map(|lesson| {
        let WordCount { hash, good, bad } = *lesson;
        vec![hash.into(), good.into(), bad.into(), now.into()]
    });
    tx.run_each(&statements::LEARN_WORD, rows).await.map(|_| ())
}
