//! What is known of the pictures that items bear. The pictures themselves lie in files.

use model::Time;

use crate::{
    Error, Result, Store, statements,
    store::Durability,
    value::{Row, Value},
};

/// Longer addresses do not fit into PostgreSQL's index.
const LONGEST_ADDRESS: usize = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PictureState {
    /// Not fetched yet.
    #[default]
    Waiting,
    /// Its file is here.
    Ready,
    /// Could not be fetched or read; `words` say why.
    Failed,
}

impl PictureState {
    pub const ALL: [PictureState; 3] = [PictureState::Waiting, PictureState::Ready, PictureState::Failed];

    pub fn word(self) -> &'static str {
        match self {
            PictureState::Waiting => "waiting",
            PictureState::Ready => "ready",
            PictureState::Failed => "failed",
        }
    }

    pub fn from_word(word: &str) -> Option<PictureState> {
        PictureState::ALL.into_iter().find(|state| state.word() == word)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PictureRow {
    pub url: String,
    /// Pixels of the original; 0 until known.
    pub width: u32,
    pub height: u32,
    /// A blur of some 25 bytes to show meanwhile; empty until known.
    pub thumbhash: Vec<u8>,
    pub state: PictureState,
    /// Name of the file, which follows from its content; empty until it is here.
    pub file: String,
    pub words: String,
    pub tried_at: Time,
}

impl Store {
    pub async fn picture(&self, url: &str) -> Result<Option<PictureRow>> {
        self.row(&statements::PICTURE, &[url.into()], read_picture).await
    }

    /// Those that are known, in the order asked.
    pub async fn pictures(&self, urls: &[&str]) -> Result<Vec<PictureRow>> {
        let asked: Vec<Vec<Value>> = urls.iter().map(|url| vec![(*url).into()]).collect();
        let found = self.rows_each(&statements::PICTURE, &asked, read_picture).await?;
        Ok(found.into_iter().flatten().collect())
    }

    pub async fn note_picture(&self, picture: &PictureRow) -> Result<()> {
        let picture = picture.clone();
        if picture.url.len() > LONGEST_ADDRESS {
            return Err(Error::TooLong(picture.url.len()));
        }
        let params = vec![
            picture.url.into(),
            picture.width.into(),
            picture.height.into(),
            Value::Bytes(picture.thumbhash.into()),
            picture.state.word().into(),
            picture.file.into(),
            picture.words.into(),
            picture.tried_at.into(),
        ];
        self.run(Durability::Normal, &statements::NOTE_PICTURE, params).await.map(|_| ())
    }
}

fn read_picture(row: &Row) -> Result<PictureRow> {
    Ok(PictureRow {
        url: row.text(0)?,
        width: row.count(1)?,
        height: row.count(2)?,
        thumbhash: row.bytes(3)?,
        state: PictureState::from_word(row.str(4)?).unwrap_or_default(),
        file: row.text(5)?,
        words: row.text(6)?,
        tried_at: Time(row.int(7)?),
    })
}
