//! The picture beside a link to an article: its headline over its picture.

use sha2::{Digest, Sha256};

use crate::{Error, Newsroom, Piece};

impl Newsroom {
    /// Another one for everything that the picture shows: it stands in the address, so that what was kept elsewhere is
    /// asked for anew once it changes. 16 hexadecimal digits.
    pub fn card_version(&self, piece: &Piece) -> String {
        let mut hash = Sha256::new();
        hash.update(format!("1\0{}\0{}\0{}\0", self.store().edition().title, kicker(piece), piece.content.headline));
        if let Some(lead) = &piece.lead {
            hash.update(format!("{} {:?}", lead.file, lead.focus));
        }
        hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A JPEG of 1200 × 630 pixels. One is drawn at a time.
    pub async fn card(&self, piece: &Piece) -> Result<Vec<u8>, Error> {
        let file = match &piece.lead {
            Some(lead) => self.file(&lead.file).await,
            None => None,
        };
        let thousandths = |part: u32| u16::try_from(part.min(1_000)).unwrap_or(500);
        let focus =
            piece.lead.as_ref().map_or((500, 500), |lead| (thousandths(lead.focus.0), thousandths(lead.focus.1)));
        let (edition, kicker) = (self.store().edition().title.clone(), kicker(piece).to_owned());
        let headline = piece.content.headline.clone();
        let _room = self.picture_room().await?;
        let drawn = tokio::task::spawn_blocking(move || {
            let whole = pictures::Card {
                edition: &edition,
                kicker: &kicker,
                headline: &headline,
                picture: file.as_deref(),
                focus,
            };
            // A picture that cannot be read any more is worth no error: the headline says more.
            pictures::card(&whole).or_else(|_| pictures::card(&pictures::Card { picture: None, ..whole }))
        });
        let drawn = drawn.await.map_err(|_| Error::Closing)?;
        drawn.map_err(|fault| crate::Refusal::Picture(fault.to_string()).into())
    }
}

fn kicker(piece: &Piece) -> &str {
    match piece.content.kicker.as_str() {
        "" => piece.section.as_ref().map_or("", |(_, name)| name),
        kicker => kicker,
    }
}
