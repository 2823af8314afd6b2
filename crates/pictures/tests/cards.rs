//! The picture beside a link.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use jpeg_encoder::{ColorType, Encoder};
use pictures::{Card, Error, Format, card, inspect};

const PLAIN: Card = Card { edition: "Caulbart", kicker: "", headline: "", picture: None, focus: (500, 500) };
const LONG: &str = "Kommission will Nachtzüge bis 2030 in allen Hauptstädten der Union sehen und die Bahnen entlasten";

fn jpeg(width: u16, height: u16, colour: impl Fn(u16, u16) -> [u8; 3]) -> Vec<u8> {
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            pixels.extend(colour(x, y));
        }
    }
    let mut file = Vec::new();
    Encoder::new(&mut file, 90).encode(&pixels, width, height, ColorType::Rgb).unwrap();
    file
}

fn white() -> Vec<u8> {
    jpeg(1600, 900, |_, _| [255; 3])
}

/// Rows of 1200 pixels.
fn pixels(file: &[u8]) -> Vec<[u8; 3]> {
    let mut decoder = zune_jpeg::JpegDecoder::new(zune_core::bytestream::ZCursor::new(file));
    let bytes = decoder.decode().unwrap();
    let found = decoder.info().unwrap();
    assert_eq!((found.width, found.height), (1200, 630));
    bytes.as_chunks::<3>().0.to_vec()
}

/// WCAG 2.2, relative luminance.
fn luminance(pixel: [u8; 3]) -> f64 {
    let [red, green, blue] = pixel.map(|value| {
        let share = f64::from(value) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Rows in which something stands out from the margin at the right, as `x` and `y` of the first and the last such pixel.
fn inked(pixels: &[[u8; 3]]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (y, row) in pixels.chunks_exact(1200).enumerate() {
        let ground = i32::from(row[1190][1]);
        found.extend((0..1200).filter(|&x| (i32::from(row[x][1]) - ground).abs() > 60).map(|x| (x, y)));
    }
    found
}

#[test]
fn white_letters_can_be_read_on_any_picture() {
    let grey = |level: u8| jpeg(1600, 900, move |_, _| [level; 3]);
    for (name, picture) in [
        ("white", white()),
        ("bright grey", grey(190)),
        ("middle grey", grey(120)),
        ("yellow", jpeg(1600, 900, |_, _| [255, 255, 0])),
        ("white to the right", jpeg(1600, 900, |x, _| if x > 800 { [255; 3] } else { [40; 3] })),
    ] {
        for headline in ["Rat gibt nach", LONG] {
            let card = card(&Card { kicker: "Verkehr", headline, picture: Some(&picture), ..PLAIN }).unwrap();
            let pixels = pixels(&card);
            let letters: Vec<_> =
                inked(&pixels).into_iter().filter(|&(x, _)| x > 1000 || !name.contains("right")).collect();
            assert!(letters.len() > 1000, "{name}");
            for (x, y) in letters {
                let ground = luminance(pixels[y * 1200 + 1190]);
                assert!(1.05 / (ground + 0.05) >= 4.5, "{name}: {:?} behind {x}, {y}", pixels[y * 1200 + 1190]);
            }
        }
    }
}

#[test]
fn a_dark_picture_stays_a_picture() {
    let stripes = jpeg(1600, 900, |x, _| if x / 50 % 2 == 0 { [90, 60, 40] } else { [20, 40, 60] });
    let card = card(&Card { headline: "Rat gibt nach", picture: Some(&stripes), ..PLAIN }).unwrap();
    let pixels = pixels(&card);
    let top = &pixels[..1200];
    assert!(top.iter().any(|pixel| pixel[0] > 80) && top.iter().any(|pixel| pixel[0] < 30));
    let bottom = &pixels[620 * 1200..621 * 1200];
    assert!(bottom.iter().any(|pixel| pixel[0] > 45) && bottom.iter().any(|pixel| pixel[0] < 25));
}

#[test]
fn letters_stay_within_the_margins() {
    let picture = white();
    for headline in ["W".repeat(300), "Ja".to_owned(), LONG.to_owned(), LONG.repeat(4), "„Q“ jgpqy ÄÖÅ ".repeat(9)]
    {
        for picture in [None, Some(&picture[..])] {
            let edition =
                "Das sehr lange ausgeschriebene Blatt für alle Städte, Dörfer und Weiler rings um den ganzen See";
            let made = card(&Card { edition, kicker: &LONG.repeat(3), headline: &headline, picture, ..PLAIN }).unwrap();
            for (x, y) in inked(&pixels(&made)) {
                assert!((20..1150).contains(&x) && (20..600).contains(&y), "{headline}: {x}, {y}");
            }
        }
    }
}

#[test]
fn words_in_letters_that_are_missing_are_left_out() {
    let picture = white();
    for words in ["新闻标题", "عنوان الخبر", "Заголовок", "Mixed Заголовок"] {
        for picture in [None, Some(&picture[..])] {
            let with = card(&Card { kicker: words, headline: words, picture, ..PLAIN }).unwrap();
            let without = card(&Card { picture, ..PLAIN }).unwrap();
            assert!(with == without, "{words}");
            let nameless = card(&Card { edition: words, headline: words, picture, ..PLAIN }).unwrap();
            let empty = card(&Card { edition: "", picture, ..PLAIN }).unwrap();
            assert!(nameless == empty && nameless != with, "{words}");
        }
    }
}

#[test]
fn what_must_be_seen_of_the_picture_is_seen() {
    // Red above, blue below, much higher than a card.
    let tower = jpeg(800, 2000, |_, y| if y < 1000 { [220, 30, 30] } else { [30, 30, 220] });
    for (focus, channel) in [((500, 100), 0), ((500, 900), 2)] {
        let card = card(&Card { picture: Some(&tower), focus, ..PLAIN }).unwrap();
        let pixel = pixels(&card)[600];
        assert!(pixel[channel] > 150 && pixel[2 - channel] < 90, "{focus:?} {pixel:?}");
    }
}

#[test]
fn a_card_is_small_and_the_same_each_time() {
    // Noise, which compresses worst, from a plain congruential generator.
    let mut seed = 1_u32;
    let noise = std::cell::RefCell::new(move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    });
    let picture = jpeg(1200, 630, |_, _| std::array::from_fn(|_| noise.borrow_mut()()));
    let asked = Card { kicker: "Kicker", headline: LONG, picture: Some(&picture), ..PLAIN };
    let made = card(&asked).unwrap();
    assert_eq!(inspect(&made).unwrap().format, Format::Jpeg);
    assert!(made.len() < 300_000, "{}", made.len());
    assert!(card(&asked).unwrap() == made);
}

#[test]
fn odd_pictures_give_a_card_or_a_reason() {
    for (width, height) in [(1, 1), (16_000, 3), (3, 16_000), (16_000, 130), (250, 16_000)] {
        let picture = jpeg(width, height, |_, _| [128; 3]);
        pixels(&card(&Card { headline: "Rat gibt nach", picture: Some(&picture), ..PLAIN }).unwrap());
    }
    for bytes in [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"<html>", b"II\x2a\0", b""] {
        assert_eq!(card(&Card { picture: Some(bytes), ..PLAIN }), Err(Error::Unknown));
    }
}
