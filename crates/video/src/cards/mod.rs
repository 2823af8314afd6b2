//! A story becomes a clip: its headline, its pictures, what somebody said, and where to read it.
//!
//! Letters are drawn by `pictures`; FFmpeg moves what was drawn.

mod captions;
mod film;

use std::path::{Path, PathBuf};
use std::time::Duration;

use pictures::{Colours, Slide, pictured, slide};

use crate::work::Work;
use crate::{Limits, Refusal, Tools};
use film::{Card, Shown};

/// The longest clip of cards, in seconds.
const LONGEST: f64 = 45.0;
/// How long one card goes over into the next.
pub(crate) const FADE: f64 = 0.5;

/// Faces are rather above the middle.
const FOCUS: (u16, u16) = (500, 400);

/// What a clip tells.
#[derive(Debug, Clone, Default)]
pub struct Cards {
    /// The edition's name.
    pub edition: String,
    /// Where the story is to be read, as people type it.
    pub address: String,
    /// As in `lang`: it decides which quotation marks there are.
    pub language: String,
    pub headline: String,
    /// May be empty.
    pub standfirst: String,
    /// Without quotation marks.
    pub quotes: Vec<String>,
    pub pictures: Vec<CardPicture>,
    pub colours: Colours,
}

#[derive(Debug, Clone, Default)]
pub struct CardPicture {
    /// A JPEG, PNG, WebP or GIF file.
    pub path: PathBuf,
    /// May be empty.
    pub credit: String,
    /// What must be seen of it: from left, from top, in thousandths; without, what is a little above its middle.
    pub focus: Option<(u16, u16)>,
}

/// A clip that was made of cards.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// An MP4 of 1080 × 1920 pixels with a silent track of sound.
    pub clip: PathBuf,
    /// WebVTT with the words on the cards.
    pub captions: PathBuf,
    pub duration: Duration,
    /// Quotes and pictures for which there was no time, which are too small or cannot be read.
    pub left_out: u32,
}

/// Writes `cards.mp4` and `cards.vtt` into the folder `into`, which is made if need be.
pub async fn cards(tools: &Tools, limits: &Limits, cards: &Cards, into: &Path) -> Result<Told, Refusal> {
    std::fs::create_dir_all(into).map_err(|error| Refusal::file(&error))?;
    let (asked, folder) = (cards.clone(), into.to_owned());
    let drawn = tokio::task::spawn_blocking(move || draw(&asked, &folder)).await.map_err(Refusal::ours)?;
    let (drawn, left_out) = drawn?;
    let work = Work::new(tools, limits, limits.patience(Duration::from_secs(LONGEST as u64)));
    let (clip, captions) = (into.join("cards.mp4"), into.join("cards.vtt"));
    let made = film::film(&work, &drawn, &clip).await;
    for path in drawn.iter().flat_map(Card::files) {
        let _ = std::fs::remove_file(path);
    }
    made?;
    std::fs::write(&captions, captions::vtt(&drawn)).map_err(|error| Refusal::file(&error))?;
    let duration = Duration::from_secs_f64(film::length(&drawn));
    Ok(Told { clip, captions, duration, left_out })
}

/// Cards in their order as picture files, and how many quotes and pictures are not among them.
fn draw(cards: &Cards, folder: &Path) -> Result<(Vec<Card>, u32), Refusal> {
    let edition = cards.edition.as_str();
    let opening = Slide::Headline { edition, headline: &cards.headline, standfirst: &cards.standfirst };
    let ending = Slide::End { edition, address: &cards.address };
    let mut drawn = vec![page(&opening, cards, folder, 0)?];
    let last = page(&ending, cards, folder, 1)?;
    let mut left_out = 0;
    for part in in_turn(cards) {
        let place = drawn.len() + 1;
        let card = match part {
            Part::Picture(picture) => photograph(picture, folder, place)?,
            Part::Quote(text) => {
                let text = quoted(text, &cards.language);
                Some(page(&Slide::Quote { edition, text: &text }, cards, folder, place)?)
            }
        };
        let length = film::length(&drawn) + last.seconds - FADE;
        match card {
            Some(card) if length + card.seconds - FADE <= LONGEST => drawn.push(card),
            card => {
                left_out += 1;
                for path in card.iter().flat_map(Card::files) {
                    let _ = std::fs::remove_file(path);
                }
            }
        }
    }
    drawn.push(last);
    Ok((drawn, left_out))
}

enum Part<'a> {
    Picture(&'a CardPicture),
    Quote(&'a str),
}

/// Pictures and quotes by turns, a picture first.
fn in_turn(cards: &Cards) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let quotes: Vec<&str> = cards.quotes.iter().map(|quote| quote.trim()).filter(|quote| !quote.is_empty()).collect();
    for place in 0..quotes.len().max(cards.pictures.len()) {
        parts.extend(cards.pictures.get(place).map(Part::Picture));
        parts.extend(quotes.get(place).map(|text| Part::Quote(text)));
    }
    parts
}

fn page(page: &Slide<'_>, cards: &Cards, folder: &Path, place: usize) -> Result<Card, Refusal> {
    let drawn = slide(page, &cards.colours).map_err(refused)?;
    let (width, height) = pictures::SLIDE;
    let path = folder.join(format!("card-{place}.png"));
    write(&path, &drawn.pixels, (width, height), false)?;
    // Three seconds, and up to one more for those who have much to read.
    let seconds = 3.0 + (drawn.words.chars().count() as f64 / 120.0).min(1.0);
    Ok(Card { shown: Shown::Page(path), seconds, words: drawn.words })
}

/// `None` for what is too small or broken.
fn photograph(picture: &CardPicture, folder: &Path, place: usize) -> Result<Option<Card>, Refusal> {
    let Ok(file) = std::fs::read(&picture.path) else { return Ok(None) };
    let drawn = match pictured(&file, picture.focus.unwrap_or(FOCUS), &picture.credit) {
        Ok(Some(drawn)) => drawn,
        Ok(None) => return Ok(None),
        // A picture whose credit cannot be written must not be shown without it.
        Err(_) => return Ok(None),
    };
    let (path, over) = (folder.join(format!("card-{place}.png")), folder.join(format!("card-{place}-over.png")));
    write(&path, &drawn.pixels, drawn.size, false)?;
    write(&over, &drawn.over, pictures::SLIDE, true)?;
    Ok(Some(Card { shown: Shown::Picture(path, over), seconds: 3.5, words: drawn.words }))
}

fn write(path: &Path, pixels: &[u8], (width, height): (u32, u32), opacity: bool) -> Result<(), Refusal> {
    let file = pictures::png(pixels, width, height, opacity).map_err(Refusal::ours)?;
    std::fs::write(path, file).map_err(|error| Refusal::file(&error))
}

fn refused(error: pictures::Error) -> Refusal {
    match error {
        pictures::Error::Letters => Refusal::Letters,
        error => Refusal::ours(error),
    }
}

/// As books of this language have it.
fn quoted(text: &str, language: &str) -> String {
    let primary = language.split(['-', '_']).next().unwrap_or("").to_lowercase();
    let (open, close) = match primary.as_str() {
        "de" | "cs" | "sk" | "sl" | "hr" | "bg" | "et" | "lt" => ("„", "“"),
        "pl" | "ro" | "hu" => ("„", "”"),
        "fr" => ("«\u{a0}", "\u{a0}»"),
        "es" | "it" | "pt" | "no" | "nb" | "nn" => ("«", "»"),
        "sv" | "fi" => ("”", "”"),
        "da" => ("»", "«"),
        _ => ("“", "”"),
    };
    let bare = text.trim_matches(|letter: char| letter.is_whitespace() || "\"„“”«»".contains(letter));
    format!("{open}{bare}{close}")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotation_marks_are_those_of_the_language() {
        for (text, language, want) in [
            ("Nein", "de", "„Nein“"),
            ("„Nein“", "de-AT", "„Nein“"),
            ("\"No\"", "en", "“No”"),
            ("Non", "fr", "«\u{a0}Non\u{a0}»"),
            ("", "", "“”"),
        ] {
            assert_eq!(quoted(text, language), want);
        }
    }
}
