//! Pictures as strangers send them.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use jpeg_encoder::{ColorType, Encoder};
use pictures::{Error, Format, inspect, renditions, shrink};
use proptest::prelude::*;

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> Vec<u8> {
    (0..height)
        .flat_map(|_| (0..width).flat_map(|x| if x < width / 2 { [220, 30, 30] } else { [30, 30, 220] }))
        .collect()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    Encoder::new(&mut file, 85).encode(&halves(width, height), width as u16, height as u16, ColorType::Rgb).unwrap();
    file
}

/// A JPEG with an EXIF block that says how the camera was held, and where.
fn jpeg_held(number: u8, width: u32, height: u32) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([number, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"secret garden");
    let mut file = vec![0xFF, 0xD8, 0xFF, 0xE1];
    file.extend((exif.len() as u16 + 2).to_be_bytes());
    file.extend(exif);
    file.extend(&jpeg(width, height)[2..]);
    file
}

fn png(width: u32, height: u32, colour: png::ColorType, bytes: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(colour);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(bytes).unwrap();
    file
}

fn gif(width: u16, height: u16) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = gif::Encoder::new(&mut file, width, height, &[220, 30, 30, 30, 30, 220]).unwrap();
    let mut frame = gif::Frame::default();
    (frame.width, frame.height, frame.left) = (width / 2, height, width / 2);
    frame.buffer = vec![1; usize::from(width / 2) * usize::from(height)].into();
    encoder.write_frame(&frame).unwrap();
    drop(encoder);
    file
}

fn webp_lossless(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    image_webp::WebPEncoder::new(&mut file)
        .encode(&halves(width, height), width, height, image_webp::ColorType::Rgb8)
        .unwrap();
    file
}

/// The colour at a place of a rendition: `r`, `b` or `?`; `.` where it is transparent.
fn colour_at(file: &[u8], x_share: f32, y_share: f32) -> char {
    let mut decoder = image_webp::WebPDecoder::new(std::io::Cursor::new(file)).unwrap();
    let (width, height) = decoder.dimensions();
    let mut pixels = vec![0; decoder.output_buffer_size().unwrap()];
    decoder.read_image(&mut pixels).unwrap();
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    let (x, y) = ((width as f32 * x_share) as usize, (height as f32 * y_share) as usize);
    match pixels[(y * width as usize + x) * channels..][..channels] {
        [_, _, _, opacity] if opacity < 40 => '.',
        [red, _, blue, ..] if red > 150 && blue < 100 => 'r',
        [red, _, blue, ..] if blue > 150 && red < 100 => 'b',
        _ => '?',
    }
}

#[test]
fn every_common_format_becomes_small_webp() {
    let rgba: Vec<u8> = halves(900, 600).chunks(3).flat_map(|three| [three[0], three[1], three[2], 255]).collect();
    for (name, file, format) in [
        ("jpeg", jpeg(900, 600), Format::Jpeg),
        ("png", png(900, 600, png::ColorType::Rgb, &halves(900, 600)), Format::Png),
        ("png with opacity", png(900, 600, png::ColorType::Rgba, &rgba), Format::Png),
        ("webp", webp_lossless(900, 600), Format::WebP),
        ("gif", gif(900, 600), Format::Gif),
    ] {
        let seen = inspect(&file).unwrap();
        assert_eq!((seen.format, seen.width, seen.height), (format, 900, 600), "{name}");
        let shrunk = shrink(&file, &[1280, 320, 640]).unwrap();
        let sizes: Vec<_> = shrunk.renditions.iter().map(|one| (one.asked, one.width, one.height)).collect();
        assert_eq!(sizes, [(320, 320, 213), (640, 640, 427), (1280, 900, 600)], "{name}");
        for rendition in &shrunk.renditions {
            assert_eq!(inspect(&rendition.bytes).unwrap().width, rendition.width, "{name}");
            let left = if name == "gif" { '.' } else { 'r' };
            assert_eq!(colour_at(&rendition.bytes, 0.2, 0.5), left, "{name}");
            assert_eq!(colour_at(&rendition.bytes, 0.8, 0.5), 'b', "{name}");
        }
        assert!((5..40).contains(&shrunk.thumbhash.len()), "{name}");
    }
}

#[test]
fn grey_pictures_stay_grey() {
    let grey: Vec<u8> = (0..200 * 100).map(|n| (n % 200) as u8).collect();
    let mut file = Vec::new();
    Encoder::new(&mut file, 85).encode(&grey, 200, 100, ColorType::Luma).unwrap();
    for file in [file, png(200, 100, png::ColorType::Grayscale, &grey)] {
        let [red, green, blue] = shrink(&file, &[100]).unwrap().average;
        assert!(red.abs_diff(green) < 4 && red.abs_diff(blue) < 4 && red.abs_diff(100) < 12, "{red} {green} {blue}");
    }
}

#[test]
fn a_photograph_stands_upright_and_forgets_where_it_was_taken() {
    // Held upright, a camera stores the picture lying on its side and notes a 6.
    let file = jpeg_held(6, 600, 400);
    let seen = inspect(&file).unwrap();
    assert_eq!((seen.width, seen.height), (400, 600));
    let small = renditions(&file, &[200]).unwrap().remove(0);
    assert_eq!((small.width, small.height), (200, 300));
    assert_eq!((colour_at(&small.bytes, 0.5, 0.1), colour_at(&small.bytes, 0.5, 0.9)), ('r', 'b'));
    let kept = String::from_utf8_lossy(&small.bytes).into_owned();
    assert!(!kept.contains("secret garden") && !kept.contains("Exif") && !kept.contains("EXIF"));
}

#[test]
fn a_bomb_is_refused_before_a_pixel_is_decoded() {
    let mut file = png(1, 1, png::ColorType::Grayscale, &[0]);
    // A header that claims 30,000 × 30,000 pixels, with a right checksum.
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(30_000_u32.to_be_bytes());
    chunk.extend(30_000_u32.to_be_bytes());
    chunk.extend([8, 0, 0, 0, 0]);
    let mut sum = 0xFFFF_FFFF_u32;
    for &byte in &chunk {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    file[12..29].copy_from_slice(&chunk);
    file[29..33].copy_from_slice(&(!sum).to_be_bytes());
    assert_eq!(inspect(&file), Err(Error::TooLarge { width: 30_000, height: 30_000 }));
    assert_eq!(renditions(&file, &[320]), Err(Error::TooLarge { width: 30_000, height: 30_000 }));
}

#[test]
fn what_is_no_picture_is_said_to_be_none() {
    for bytes in [&b""[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"\xff\xd8"] {
        assert_eq!(inspect(bytes), Err(Error::Unknown));
    }
}

#[test]
fn odd_shapes_are_kept_in_shape() {
    for (width, height, want) in [(1, 1, (1, 1)), (3000, 2, (320, 1)), (2, 3000, (2, 3000))] {
        let small = renditions(&jpeg(width, height), &[320]).unwrap().remove(0);
        assert_eq!((small.width, small.height), want);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn cut_and_changed_files_never_panic(which in 0_usize..4, cut in 0.0_f64..1.0, keep in any::<bool>(),
                                         changes in prop::collection::vec((0.0_f64..1.0, any::<u8>()), 0..12)) {
        let mut file = match which {
            0 => jpeg(48, 32),
            1 => png(48, 32, png::ColorType::Rgb, &halves(48, 32)),
            2 => webp_lossless(48, 32),
            _ => gif(48, 32),
        };
        if !keep {
            file.truncate((file.len() as f64 * cut) as usize);
        }
        for (place, value) in changes {
            let at = (file.len() as f64 * place) as usize;
            if let Some(byte) = file.get_mut(at) {
                *byte = value;
            }
        }
        let _ = inspect(&file);
        if let Ok(made) = renditions(&file, &[20, 64]) {
            prop_assert!(!made.is_empty());
        }
    }
}
