//! **What does a link to this story look like elsewhere?**
//!
//! The picture that networks and messengers show beside a link (Open Graph, `og:image`): the headline over the lead
//! picture, the edition's name in the corner. The corner is the lower right one, because some networks lay the site's
//! name over the lower left.

pub(crate) mod ground;
pub(crate) mod letters;
pub(crate) mod lines;

use ab_glyph_rasterizer::Rasterizer;
use jpeg_encoder::ColorType;

use crate::Error;
use crate::inspect::broken;
use ground::Ground;
use letters::{Face, Line, SANS, SERIF};
use lines::{Fitted, Size, fitted, single};

/// What the networks recommend (1.91:1).
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;

const MARGIN: f32 = 64.0;

/// Headline sizes, largest first, and how many lines leave enough of the picture to be seen, or of the paper.
const OVER_PICTURE: [Size; 5] = [(84.0, 2), (76.0, 3), (68.0, 4), (60.0, 4), (54.0, 4)];
const ON_PAPER: [Size; 6] = [(112.0, 2), (92.0, 3), (84.0, 4), (76.0, 4), (66.0, 4), (56.0, 4)];

const LEADING: f32 = 1.08;
const KICKER: f32 = 24.0;
const TRACKING: f32 = 0.09;
const NAME: f32 = 32.0;
const NAME_BASELINE: f32 = 582.0;

/// As `tokens.css` has them in daylight.
const PAPER: [u8; 3] = [0xfd, 0xfc, 0xfa];
const INK: [u8; 3] = [0x1b, 0x1a, 0x18];
const ACCENT: [u8; 3] = [0x9b, 0x1c, 0x1f];
const FAINT: [u8; 3] = [0xde, 0xda, 0xd1];
const WHITE: [u8; 3] = [0xff, 0xff, 0xff];

/// Some messengers show no picture that is larger, so what is full of detail is compressed more.
const MOST_BYTES: usize = 200_000;
const QUALITIES: [u8; 4] = [82, 74, 66, 56];

#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    pub edition: &'a str,
    /// A few words above the headline: a topic, a place. May be empty.
    pub kicker: &'a str,
    pub headline: &'a str,
    /// A JPEG, PNG, WebP or GIF file.
    pub picture: Option<&'a [u8]>,
    /// What must be seen of it: from left, from top, in thousandths.
    pub focus: (u16, u16),
}

/// A JPEG of 1200 × 630 pixels, the same bytes for the same card. Words in letters that the built-in fonts lack (they
/// have Latin) are left out; the rest is drawn.
pub fn card(card: &Card<'_>) -> Result<Vec<u8>, Error> {
    let faces = SERIF.as_ref().zip(SANS.as_ref());
    let picture = match card.picture {
        Some(file) => Ground::picture(file, card.focus, PAPER, (WIDTH, HEIGHT))?,
        None => None,
    };
    let ground = match (picture, faces) {
        (Some(ground), Some((serif, sans))) => over_picture(card, ground, serif, sans),
        (None, Some((serif, sans))) => on_paper(card, serif, sans),
        (picture, None) => picture.unwrap_or_else(|| Ground::plain(PAPER, (WIDTH, HEIGHT))),
    };
    encoded(&ground)
}

fn over_picture(card: &Card<'_>, mut ground: Ground, serif: &Face, sans: &Face) -> Ground {
    let width = WIDTH as f32 - 2.0 * MARGIN;
    let name = single(serif, card.edition, 0.0, width / NAME);
    let headline = fitted(serif, card.headline, &OVER_PICTURE, width);
    let mut coverage = Rasterizer::new(WIDTH as usize, HEIGHT as usize);
    let mut top = HEIGHT as f32;
    if let Some(name) = &name {
        serif.draw(name, NAME, WIDTH as f32 - MARGIN - name.width * NAME, NAME_BASELINE, &mut coverage);
        top = NAME_BASELINE - NAME;
    }
    if let Some(headline) = &headline {
        let under = headline.size * LEADING * (headline.lines.len() - 1) as f32;
        let first = NAME_BASELINE - 64.0 - under;
        draw_lines(serif, headline, (MARGIN, first), LEADING, &mut coverage);
        top = first - headline.size * 0.75;
        if let Some(kicker) = kicker(sans, card.kicker, width) {
            let baseline = first - headline.size * 0.72 - 24.0;
            sans.draw(&kicker, KICKER, MARGIN, baseline, &mut coverage);
            top = baseline - KICKER;
        }
    }
    ground.darken(top - 12.0);
    ground.ink(&coverage, WHITE);
    ground
}

fn on_paper(card: &Card<'_>, serif: &Face, sans: &Face) -> Ground {
    let width = WIDTH as f32 - 2.0 * MARGIN;
    let mut ground = Ground::plain(PAPER, (WIDTH, HEIGHT));
    let (mut dark, mut red) =
        (Rasterizer::new(WIDTH as usize, HEIGHT as usize), Rasterizer::new(WIDTH as usize, HEIGHT as usize));
    ground.rule(MARGIN as usize, 4, MARGIN as usize, INK);
    let mut first = MARGIN + 40.0;
    let headline = fitted(serif, card.headline, &ON_PAPER, width);
    if headline.is_some()
        && let Some(kicker) = kicker(sans, card.kicker, width)
    {
        sans.draw(&kicker, KICKER, MARGIN, first + KICKER * 0.74, &mut red);
        first += 50.0;
    }
    match headline {
        Some(headline) => {
            draw_lines(serif, &headline, (MARGIN, first + headline.size * 0.68), LEADING, &mut dark);
            ground.rule(526, 1, MARGIN as usize, FAINT);
            if let Some(name) = single(serif, card.edition, 0.0, width / NAME) {
                serif.draw(&name, NAME, WIDTH as f32 - MARGIN - name.width * NAME, NAME_BASELINE, &mut dark);
            }
        }
        // Without a headline the name is all there is to say.
        None => {
            if let Some(name) = fitted(serif, card.edition, &ON_PAPER, width) {
                draw_lines(serif, &name, (MARGIN, first + name.size * 0.68), LEADING, &mut dark);
            }
        }
    }
    ground.ink(&dark, INK);
    ground.ink(&red, ACCENT);
    ground
}

/// From the left end of the first baseline on.
pub(crate) fn draw_lines(face: &Face, text: &Fitted, from: (f32, f32), leading: f32, coverage: &mut Rasterizer) {
    let (left, mut baseline) = from;
    for (line, hanging) in text.lines.iter().zip(&text.hanging) {
        face.draw(line, text.size, left - hanging * text.size, baseline, coverage);
        baseline += (text.size * leading).round();
    }
}

fn kicker(face: &Face, text: &str, width: f32) -> Option<Line> {
    single(face, &text.to_uppercase(), TRACKING, width / KICKER)
}

fn encoded(ground: &Ground) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    for quality in QUALITIES {
        file.clear();
        // With the usual tables: to optimise them, this encoder writes a scan for each colour, which some decoders get
        // wrong (ours among them).
        let encoder = jpeg_encoder::Encoder::new(&mut file, quality);
        encoder.encode(&ground.pixels, WIDTH as u16, HEIGHT as u16, ColorType::Rgb).map_err(broken)?;
        if file.len() <= MOST_BYTES {
            break;
        }
    }
    Ok(file)
}
