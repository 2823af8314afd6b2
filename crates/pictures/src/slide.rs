//! **What does a page of an upright clip look like?**
//!
//! A story told in cards: its headline, its pictures, what somebody said, and where to read it. Letters keep away from
//! the upper and lower edge, where players lay their own over the picture.

use ab_glyph_rasterizer::Rasterizer;

use crate::Error;
use crate::card::draw_lines;
use crate::card::ground::{DUSK, Ground};
use crate::card::letters::{Face, SANS, SERIF};
use crate::card::lines::{Fitted, Size, fitted, single};

/// Pixels across and down.
pub const SLIDE: (u32, u32) = (1080, 1920);
/// A picture has half as many again each way, so that it may be shown a little nearer.
const PICTURE: (u32, u32) = (1620, 2880);

const MARGIN: f32 = 96.0;
const WIDTH: f32 = SLIDE.0 as f32 - 2.0 * MARGIN;
const TOP: f32 = 250.0;
const BOTTOM: f32 = 1560.0;
const NAME: f32 = 46.0;
const CREDIT: f32 = 34.0;
const LEADING: f32 = 1.1;
const LOOSE: f32 = 1.3;

/// Largest first, with how many lines there is room for.
const HEADLINE: [Size; 7] = [(128.0, 4), (112.0, 5), (98.0, 6), (86.0, 7), (76.0, 8), (68.0, 9), (60.0, 12)];
const STANDFIRST: [Size; 4] = [(54.0, 4), (48.0, 6), (42.0, 7), (36.0, 8)];
const QUOTE: [Size; 7] = [(104.0, 6), (92.0, 8), (80.0, 9), (70.0, 11), (60.0, 13), (52.0, 15), (44.0, 17)];
const ADDRESS: [Size; 4] = [(52.0, 2), (44.0, 2), (36.0, 3), (28.0, 4)];

/// As the edition has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    pub paper: [u8; 3],
    pub ink: [u8; 3],
    pub accent: [u8; 3],
}

impl Default for Colours {
    fn default() -> Colours {
        Colours { paper: [0xfd, 0xfc, 0xfa], ink: [0x1b, 0x1a, 0x18], accent: [0x9b, 0x1c, 0x1f] }
    }
}

/// Text on a page.
#[derive(Debug, Clone, Copy)]
pub enum Slide<'a> {
    /// The standfirst may be empty.
    Headline { edition: &'a str, headline: &'a str, standfirst: &'a str },
    /// With its quotation marks.
    Quote { edition: &'a str, text: &'a str },
    /// The last: whose story this is, and where it is to be read.
    End { edition: &'a str, address: &'a str },
}

/// A page, and what stands on it word for word: a text that is too long ends in an ellipsis.
pub struct Drawn {
    /// Red, green and blue of [`SLIDE`] pixels.
    pub pixels: Vec<u8>,
    pub words: String,
}

/// A picture that fills the page, and what lies over it.
pub struct Pictured {
    /// Red, green and blue.
    pub pixels: Vec<u8>,
    /// Pixels across and down.
    pub size: (u32, u32),
    /// Red, green, blue and opacity of [`SLIDE`] pixels.
    pub over: Vec<u8>,
    pub words: String,
}

/// [`Error::Letters`] when the fonts, which are Latin, lack one of its letters.
pub fn slide(slide: &Slide<'_>, colours: &Colours) -> Result<Drawn, Error> {
    let (serif, sans) = faces()?;
    match *slide {
        Slide::Headline { edition, headline, standfirst } => {
            opening(serif, sans, (edition, headline, standfirst), colours)
        }
        Slide::Quote { edition, text } => quote(serif, sans, (edition, text), colours),
        Slide::End { edition, address } => ending(serif, sans, (edition, address), colours),
    }
}

/// The picture around `focus` (from left, from top, in thousandths), with its credit; `None` when it is too small to be shown this large.
pub fn pictured(file: &[u8], focus: (u16, u16), credit: &str) -> Result<Option<Pictured>, Error> {
    let (_, sans) = faces()?;
    let Some(ground) = Ground::picture(file, focus, Colours::default().paper, PICTURE)? else { return Ok(None) };
    let baseline = BOTTOM;
    let near = PICTURE.1 as f32 / SLIDE.1 as f32;
    // What is shown nearer later comes from a little further up.
    let shades = ground.shades((baseline - CREDIT * 2.5) * near * 0.94);
    let mut over = Vec::with_capacity((SLIDE.0 * SLIDE.1 * 4) as usize);
    let credit_text = credit;
    let credit = match credit.trim() {
        "" => None,
        credit => Some(fitted(sans, credit, &[(CREDIT, 1), (28.0, 2)], WIDTH).ok_or(Error::Letters)?),
    };
    for y in 0..SLIDE.1 as usize {
        let share = shades.get((y as f32 * near) as usize).copied().unwrap_or(0.0);
        let opacity = if credit.is_some() { (share * 255.0 + 0.5) as u8 } else { 0 };
        over.extend([DUSK[0], DUSK[1], DUSK[2], opacity].repeat(SLIDE.0 as usize));
    }
    let mut words = String::new();
    if let Some(credit) = &credit {
        let mut coverage = canvas();
        draw_lines(sans, credit, (MARGIN, baseline), LOOSE, &mut coverage);
        coverage.for_each_pixel(|at, share| {
            if let Some([colour @ .., opacity]) = over.get_mut(at * 4..at * 4 + 4) {
                let share = share.clamp(0.0, 1.0);
                colour.iter_mut().for_each(|part| *part = (f32::from(*part) * (1.0 - share) + 255.0 * share) as u8);
                *opacity = (f32::from(*opacity) * (1.0 - share) + 255.0 * share) as u8;
            }
        });
        words = said(credit_text, credit);
    }
    Ok(Some(Pictured { pixels: ground.pixels, size: PICTURE, over, words }))
}

fn faces() -> Result<(&'static Face, &'static Face), Error> {
    SERIF.as_ref().zip(SANS.as_ref()).ok_or(Error::Letters)
}

fn canvas() -> Rasterizer {
    Rasterizer::new(SLIDE.0 as usize, SLIDE.1 as usize)
}

fn opening(
    serif: &Face,
    sans: &Face,
    (edition, headline_text, standfirst_text): (&str, &str, &str),
    colours: &Colours,
) -> Result<Drawn, Error> {
    let mut page = Ground::plain(colours.paper, SLIDE);
    let ink = readable(colours.ink, colours.paper);
    let headline = fitted(serif, headline_text, &HEADLINE, WIDTH).ok_or(Error::Letters)?;
    let standfirst = match standfirst_text.trim() {
        "" => None,
        text => Some(fitted(serif, text, &STANDFIRST, WIDTH).ok_or(Error::Letters)?),
    };
    header(&mut page, sans, edition, (ink, readable(colours.accent, colours.paper)));
    let below = standfirst.as_ref().map_or(0.0, |text| 72.0 + high(text, LOOSE));
    // In the upper half, where eyes are first, unless there is much to say.
    let room = BOTTOM - (TOP + 110.0);
    let free = (room - high(&headline, LEADING) - below).max(0.0);
    let first = TOP + 110.0 + free * 0.38 + headline.size * 0.75;
    let mut dark = canvas();
    draw_lines(serif, &headline, (MARGIN, first), LEADING, &mut dark);
    let mut words = said(headline_text, &headline);
    if let Some(text) = &standfirst {
        let under = first + high(&headline, LEADING) - headline.size * 0.75 + 72.0;
        draw_lines(serif, text, (MARGIN, under + text.size * 0.75), LOOSE, &mut dark);
        words = format!("{words}\n{}", said(standfirst_text, text));
    }
    page.ink(&dark, ink);
    Ok(Drawn { pixels: page.pixels, words })
}

/// Light on dark: it is heard in another voice.
fn quote(serif: &Face, sans: &Face, (edition, whole): (&str, &str), colours: &Colours) -> Result<Drawn, Error> {
    let paper = darker(colours.ink, colours.paper);
    let ink = readable(if paper == colours.ink { colours.paper } else { colours.ink }, paper);
    let mut page = Ground::plain(paper, SLIDE);
    let text = fitted(serif, whole, &QUOTE, WIDTH).ok_or(Error::Letters)?;
    header(&mut page, sans, edition, (ink, ink));
    let mut light = canvas();
    let free = (BOTTOM - TOP - 110.0 - high(&text, 1.18)).max(0.0);
    draw_lines(serif, &text, (MARGIN, TOP + 110.0 + free * 0.42 + text.size * 0.75), 1.18, &mut light);
    page.ink(&light, ink);
    Ok(Drawn { pixels: page.pixels, words: said(whole, &text) })
}

fn ending(serif: &Face, sans: &Face, (edition, address): (&str, &str), colours: &Colours) -> Result<Drawn, Error> {
    let paper = colours.accent;
    let ink = readable(colours.paper, paper);
    let mut page = Ground::plain(paper, SLIDE);
    let name = fitted(serif, edition, &HEADLINE, WIDTH).ok_or(Error::Letters)?;
    let first = 860.0 - high(&name, LEADING) / 2.0;
    let mut light = canvas();
    draw_lines(serif, &name, (MARGIN, first), LEADING, &mut light);
    let mut words = said(edition, &name);
    let under = first + high(&name, LEADING) - name.size * 0.75 + 40.0;
    page.rule(under as usize, 6, MARGIN as usize, ink);
    if let Some(address) = fitted(sans, address, &ADDRESS, WIDTH) {
        draw_lines(sans, &address, (MARGIN, under + 60.0 + address.size * 0.75), LOOSE, &mut light);
        // An address that was broken over lines is still one word.
        words = format!("{words}\n{}", address.texts.concat());
    }
    page.ink(&light, ink);
    Ok(Drawn { pixels: page.pixels, words })
}

/// The edition's name over a rule.
fn header(page: &mut Ground, sans: &Face, edition: &str, (ink, accent): ([u8; 3], [u8; 3])) {
    page.rule((TOP + 30.0) as usize, 6, MARGIN as usize, accent);
    if let Some(name) = single(sans, edition, 0.0, WIDTH / NAME) {
        let mut coverage = canvas();
        sans.draw(&name, NAME, MARGIN, TOP, &mut coverage);
        page.ink(&coverage, ink);
    }
}

/// What can be read of `whole`: all of it, however words were broken, or what stands before an ellipsis.
fn said(whole: &str, set: &Fitted) -> String {
    if set.texts.last().is_some_and(|line| line.ends_with('…')) {
        return set.texts.join(" ");
    }
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn high(text: &Fitted, leading: f32) -> f32 {
    text.size * leading * text.lines.len() as f32
}

/// `colour`, or black or white where it could not be read on `paper` (WCAG 2.2, 1.4.3: 4.5 to 1).
fn readable(colour: [u8; 3], paper: [u8; 3]) -> [u8; 3] {
    if contrast(colour, paper) >= 4.5 {
        return colour;
    }
    let (black, white) = ([0; 3], [255; 3]);
    if contrast(black, paper) > contrast(white, paper) { black } else { white }
}

fn darker(one: [u8; 3], other: [u8; 3]) -> [u8; 3] {
    if luminance(one) <= luminance(other) { one } else { other }
}

/// WCAG 2.2, "contrast ratio".
fn contrast(one: [u8; 3], other: [u8; 3]) -> f32 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// WCAG 2.2, "relative luminance".
fn luminance([red, green, blue]: [u8; 3]) -> f32 {
    let linear = |part: u8| match f32::from(part) / 255.0 {
        part if part <= 0.040_45 => part / 12.92,
        part => ((part + 0.055) / 1.055).powf(2.4),
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::{Colours, SLIDE, Slide, contrast, readable, slide};

    #[test]
    fn letters_can_be_read_in_whatever_colours_an_edition_has() {
        for paper in [[255, 255, 255], [0, 0, 0], [120, 120, 120], [255, 220, 0], [0, 80, 160], [200, 30, 30]] {
            for colour in [[255, 255, 255], [0, 0, 0], [119, 119, 119], [250, 250, 0]] {
                assert!(contrast(readable(colour, paper), paper) >= 4.5, "{colour:?} on {paper:?}");
            }
        }
    }

    #[test]
    fn what_is_written_stays_between_the_margins() {
        let words = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen ";
        let long: String = words.repeat(4).chars().take(220).collect();
        let colours = Colours::default();
        for text in ["Rat gibt nach", &long, &"Wort für Wort ".repeat(16), &"W".repeat(300)] {
            for page in [
                Slide::Headline { edition: &long, headline: text, standfirst: text },
                Slide::Quote { edition: "Abendblatt", text },
                Slide::End {
                    edition: text,
                    address: "https://zeitung.example/ein/sehr/langer/weg/zu/einem-text-von-heute",
                },
            ] {
                let drawn = slide(&page, &colours).unwrap();
                assert!(!drawn.words.is_empty());
                let paper = drawn.pixels[..3].to_vec();
                for (at, pixel) in drawn.pixels.chunks_exact(3).enumerate() {
                    let (x, y) = (at as u32 % SLIDE.0, at as u32 / SLIDE.0);
                    let inside = (50..1030).contains(&x) && (150..1700).contains(&y);
                    assert!(inside || pixel == paper, "{page:?} at {x} {y}");
                }
            }
        }
        assert!(slide(&Slide::Quote { edition: "x", text: "Привет" }, &colours).is_err());
    }
}
