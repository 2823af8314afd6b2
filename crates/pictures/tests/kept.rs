//! What an upload keeps of itself, and what of a picture is cut out.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use jpeg_encoder::{ColorType, Encoder};
use pictures::{Crop, Error, Format, around, crop, inspect, shrink, stripped};
use proptest::prelude::*;

const SECRET: &[u8] = b"secret garden";

/// A TIFF block with an orientation and a GPS directory (latitude 48° 51′ 30″) and words besides.
fn exif(number: u8) -> Vec<u8> {
    let mut block = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    block.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, number, 0, 0]);
    block.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0]);
    block.extend([0, 1, 0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 56, 0, 0, 0, 0]);
    for degree in [48_u32, 51, 30] {
        block.extend(degree.to_be_bytes());
        block.extend(1_u32.to_be_bytes());
    }
    block.extend(SECRET);
    block
}

fn xmp() -> Vec<u8> {
    [b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>", SECRET, b"</x:xmpmeta>"].concat()
}

/// Left half red, right half blue; rows of `channels` bytes a pixel.
fn halves(width: u32, height: u32, opacity: Option<u8>) -> Vec<u8> {
    let pixel = |x| if x < width / 2 { [220, 30, 30] } else { [30, 30, 220] };
    (0..height).flat_map(|_| (0..width).flat_map(|x| pixel(x).into_iter().chain(opacity))).collect()
}

fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let mut segment = vec![0xFF, marker];
    segment.extend((payload.len() as u16 + 2).to_be_bytes());
    segment.extend(payload);
    segment
}

fn jpeg(progressive: bool) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 90);
    encoder.set_progressive(progressive);
    encoder.encode(&halves(600, 400, None), 600, 400, ColorType::Rgb).unwrap();
    file
}

/// Metadata before the picture, a film behind it.
fn jpeg_that_tells(number: u8, progressive: bool) -> Vec<u8> {
    let told = [
        segment(0xE1, &[b"Exif\0\0", &exif(number)[..]].concat()),
        segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", &xmp()[..]].concat()),
        segment(0xED, &[b"Photoshop 3.0\0", SECRET].concat()),
        segment(0xE2, &[b"MPF\0", SECRET].concat()),
        segment(0xE9, SECRET),
        segment(0xFE, SECRET),
    ];
    [&b"\xFF\xD8"[..], &told.concat(), &jpeg(progressive)[2..], b"ftypmp42", SECRET].concat()
}

fn png_chunk(name: &[u8; 4], payload: &[u8]) -> Vec<u8> {
    let named = [name, payload].concat();
    let mut sum = 0xFFFF_FFFF_u32;
    for &byte in &named {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    [&(payload.len() as u32).to_be_bytes()[..], &named, &(!sum).to_be_bytes()].concat()
}

fn png(opacity: Option<u8>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 600, 400);
    encoder.set_color(if opacity.is_some() { png::ColorType::Rgba } else { png::ColorType::Rgb });
    encoder.write_header().unwrap().write_image_data(&halves(600, 400, opacity)).unwrap();
    file
}

fn png_that_tells(number: u8, opacity: Option<u8>) -> Vec<u8> {
    let plain = png(opacity);
    let after_header = 33;
    let told = [
        png_chunk(b"tEXt", &[b"Comment\0", SECRET].concat()),
        png_chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", &xmp()[..]].concat()),
        png_chunk(b"eXIf", &exif(number)),
        png_chunk(b"tIME", &[7, 230, 1, 2, 3, 4, 5]),
        png_chunk(b"prVt", SECRET),
    ];
    [&plain[..after_header], &told.concat(), &plain[after_header..], SECRET].concat()
}

fn riff_chunk(name: &[u8; 4], payload: &[u8]) -> Vec<u8> {
    let padding: &[u8] = if payload.len() % 2 == 1 { &[0] } else { &[] };
    [name, &(payload.len() as u32).to_le_bytes()[..], payload, padding].concat()
}

fn webp_that_tells(number: u8, lossless: bool) -> Vec<u8> {
    let plain =
        webp::Encoder::from_rgb(&halves(600, 400, None), 600, 400).encode_simple(lossless, 90.0).unwrap().to_vec();
    let mut extended = vec![0x08 | 0x04, 0, 0, 0];
    extended.extend(&599_u32.to_le_bytes()[..3]);
    extended.extend(&399_u32.to_le_bytes()[..3]);
    let body = [
        riff_chunk(b"VP8X", &extended),
        plain[12..].to_vec(),
        riff_chunk(b"EXIF", &exif(number)),
        riff_chunk(b"XMP ", &xmp()),
        riff_chunk(b"note", SECRET),
    ]
    .concat();
    [b"RIFF", &(body.len() as u32 + 4).to_le_bytes()[..], b"WEBP", &body, SECRET].concat()
}

fn gif_that_tells() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = gif::Encoder::new(&mut file, 600, 400, &[220, 30, 30, 30, 30, 220]).unwrap();
    encoder.set_repeat(gif::Repeat::Infinite).unwrap();
    for _ in 0..2 {
        encoder.write_raw_extension(gif::AnyExtension(0xFE), &[SECRET]).unwrap();
        encoder.write_raw_extension(gif::AnyExtension(0xFF), &[b"XMP DataXMP", SECRET]).unwrap();
        let mut frame = gif::Frame { width: 600, height: 400, delay: 50, ..gif::Frame::default() };
        frame.buffer = (0..600 * 400).map(|at| u8::from(at % 600 >= 300)).collect::<Vec<_>>().into();
        encoder.write_frame(&frame).unwrap();
    }
    drop(encoder);
    [&file[..], SECRET].concat()
}

/// Nothing of what was told, not even that something was.
fn assert_silent(name: &str, file: &[u8]) {
    let latitude = [0, 0, 0, 48, 0, 0, 0, 1, 0, 0, 0, 51];
    let told: [&[u8]; 10] =
        [SECRET, &latitude, b"Exif", b"EXIF", b"eXIf", b"xmp", b"XMP", b"Photoshop", b"MM\0\x2a", b"ftyp"];
    for words in told {
        assert!(!file.windows(words.len()).any(|window| window == words), "{name}: {}", words.escape_ascii());
    }
}

/// What stands at the left, right, upper and lower edge: `r`ed, `b`lue, or `?`.
fn edges(file: &[u8]) -> String {
    let small = shrink(file, &[60]).unwrap().renditions.remove(0);
    let mut decoder = image_webp::WebPDecoder::new(std::io::Cursor::new(&small.bytes)).unwrap();
    let mut pixels = vec![0; decoder.output_buffer_size().unwrap()];
    decoder.read_image(&mut pixels).unwrap();
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    let (right, lower) = (small.width - 1, small.height - 1);
    [(0, lower / 2), (right, lower / 2), (right * 3 / 4, 0), (right * 3 / 4, lower)]
        .map(|(x, y)| match pixels[((y * small.width + x) as usize * channels)..][..3] {
            [red, _, blue] if red > 150 && blue < 100 => 'r',
            [red, _, blue] if blue > 150 && red < 100 => 'b',
            _ => '?',
        })
        .iter()
        .collect()
}

#[test]
fn an_upload_forgets_where_it_was_taken_and_stands_upright() {
    for (name, file, format, turned) in [
        ("jpeg", jpeg_that_tells(1, false), Format::Jpeg, false),
        ("jpeg, progressive", jpeg_that_tells(1, true), Format::Jpeg, false),
        ("jpeg, turned", jpeg_that_tells(6, false), Format::Jpeg, true),
        ("png", png_that_tells(1, None), Format::Png, false),
        ("png, turned", png_that_tells(6, None), Format::Png, true),
        ("png with opacity, turned", png_that_tells(6, Some(200)), Format::Png, true),
        ("webp", webp_that_tells(1, false), Format::WebP, false),
        ("webp, lossless", webp_that_tells(1, true), Format::WebP, false),
        ("webp, turned", webp_that_tells(6, false), Format::Jpeg, true),
        ("webp, lossless, turned", webp_that_tells(6, true), Format::Png, true),
        ("gif", gif_that_tells(), Format::Gif, false),
    ] {
        assert!(file.windows(SECRET.len()).any(|window| window == SECRET), "{name}");
        let kept = stripped(&file).unwrap();
        assert_silent(name, &kept);
        let seen = inspect(&kept).unwrap();
        let size = if turned { (400, 600) } else { (600, 400) };
        assert_eq!((seen.format, (seen.width, seen.height)), (format, size), "{name}");
        assert_eq!(edges(&kept), edges(&file), "{name}");
        assert_eq!(&edges(&kept)[..2], if turned { "??" } else { "rb" }.replace("??", &edges(&file)[..2]), "{name}");
        assert_eq!(stripped(&kept).unwrap(), kept, "{name}: what is clean stays as it is");
    }
}

#[test]
fn pixels_that_need_no_turning_are_kept_to_the_bit() {
    assert_eq!(stripped(&jpeg_that_tells(1, true)).unwrap(), stripped(&jpeg(true)).unwrap());
    assert_eq!(stripped(&png_that_tells(1, Some(9))).unwrap(), png(Some(9)));
    // The film keeps its second picture and its loop.
    let film = stripped(&gif_that_tells()).unwrap();
    let mut decoder = gif::DecodeOptions::new().read_info(&film[..]).unwrap();
    let mut frames = 0;
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        assert_eq!(frame.delay, 50);
        frames += 1;
    }
    assert_eq!((frames, decoder.repeat()), (2, gif::Repeat::Infinite));
}

#[test]
fn colours_keep_their_meaning() {
    let mut profile = vec![0; 400];
    profile[16..20].copy_from_slice(b"RGB ");
    profile[128..].fill(7);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 90);
    encoder.add_icc_profile(&profile).unwrap();
    encoder.encode(&halves(600, 400, None), 600, 400, ColorType::Rgb).unwrap();
    let turned = [&file[..2], &segment(0xE1, &[b"Exif\0\0", &exif(8)[..]].concat()), &file[2..]].concat();
    let middle = Crop { left: 250, top: 250, width: 500, height: 500 };
    for made in [stripped(&file), stripped(&turned), crop(&file, middle), around(&turned, (500, 500), (1, 1))] {
        let made = made.unwrap();
        assert!(made.windows(profile.len()).any(|window| window == profile));
    }
}

#[test]
fn a_part_is_cut_from_the_upright_picture() {
    let whole = Crop { left: 0, top: 0, width: 1000, height: 1000 };
    let left = Crop { left: 0, top: 100, width: 480, height: 500 };
    let lower = Crop { left: 0, top: 520, width: 1000, height: 480 };
    let beyond = Crop { left: 5000, top: 999, width: 60_000, height: 60_000 };
    let nothing = Crop { left: 0, top: 0, width: 0, height: 0 };
    // Stored red | blue; a 6 is seen as red above blue.
    for (name, file, part, size, seen) in [
        ("whole", jpeg_that_tells(1, false), whole, (600, 400), "rb"),
        ("left", jpeg_that_tells(1, false), left, (288, 200), "rr"),
        ("mirrored", jpeg_that_tells(2, false), left, (288, 200), "bb"),
        ("lower, turned", jpeg_that_tells(6, false), lower, (400, 288), "bb"),
        ("lower, turned the other way", jpeg_that_tells(8, false), lower, (400, 288), "rr"),
        ("png", png_that_tells(1, None), left, (288, 200), "rr"),
        ("png with opacity", png_that_tells(6, Some(255)), lower, (400, 288), "bb"),
        ("gif", gif_that_tells(), left, (288, 200), "rr"),
        ("webp", webp_that_tells(1, false), left, (288, 200), "rr"),
        ("beyond", webp_that_tells(1, true), beyond, (1, 1), "bb"),
        ("nothing", jpeg_that_tells(1, false), nothing, (1, 1), "rr"),
    ] {
        let cut = crop(&file, part).unwrap();
        assert_silent(name, &cut);
        let found = inspect(&cut).unwrap();
        assert_eq!((found.format, (found.width, found.height)), (Format::Jpeg, size), "{name}");
        assert_eq!(&edges(&cut)[..2], seen, "{name}");
    }
    assert_eq!(inspect(&crop(&png(Some(9)), whole).unwrap()).unwrap().format, Format::Png);
}

#[test]
fn the_focal_point_stays_in_the_picture() {
    for (number, focus, ratio, size, seen) in [
        (1, (100, 500), (1, 2), (200, 400), "rr"),
        (1, (900, 500), (1, 2), (200, 400), "bb"),
        (1, (500, 500), (16, 9), (600, 338), "rb"),
        (6, (500, 100), (4, 3), (400, 300), "rr"),
        (6, (500, 900), (4, 3), (400, 300), "bb"),
    ] {
        let cut = around(&jpeg_that_tells(number, false), focus, ratio).unwrap();
        assert_silent("around", &cut);
        let found = inspect(&cut).unwrap();
        assert_eq!((found.width, found.height), size, "{number} {focus:?}");
        assert_eq!(&edges(&cut)[..2], seen, "{number} {focus:?}");
    }
}

#[test]
fn what_is_refused_is_refused_everywhere() {
    let mut large = png(None);
    let mut header = 10_000_u32.to_be_bytes().repeat(2);
    header.extend([8, 2, 0, 0, 0]);
    large.splice(8..33, png_chunk(b"IHDR", &header));
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>", "<g>".repeat(100_000));
    let cut_png = &png(None)[..80];
    for (name, file, want) in [
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Some(Error::Unknown)),
        ("svg, a bomb", svg.into_bytes(), Some(Error::Unknown)),
        ("svg, compressed", b"\x1f\x8b\x08\0\0\0\0\0".to_vec(), Some(Error::Unknown)),
        ("html called photo.jpg", b"<!doctype html><script>alert(1)</script>".to_vec(), Some(Error::Unknown)),
        ("tiff", b"II\x2a\0\x08\0\0\0".to_vec(), Some(Error::Unknown)),
        ("a hundred megapixels", large, Some(Error::TooLarge { width: 10_000, height: 10_000 })),
        ("a png that breaks off", cut_png.to_vec(), None),
        ("nothing", Vec::new(), Some(Error::Unknown)),
    ] {
        let part = Crop { left: 0, top: 0, width: 500, height: 500 };
        for result in [stripped(&file), crop(&file, part), around(&file, (500, 500), (1, 1))] {
            match &want {
                Some(want) => assert_eq!(result.as_ref(), Err(want), "{name}"),
                None => assert!(matches!(result, Err(Error::Broken(_))), "{name}"),
            }
        }
    }
}

#[test]
fn a_photograph_that_breaks_off_is_kept_as_far_as_it_came() {
    let whole = jpeg_that_tells(1, false);
    let end = whole.len() - SECRET.len() - 60;
    let kept = stripped(&whole[..end]).unwrap();
    assert_silent("broken off", &kept);
    assert_eq!(&edges(&kept)[..1], "r");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn cut_and_changed_files_never_panic(which in 0_usize..5, cut in 0.0_f64..1.0, keep in any::<bool>(),
                                         changes in prop::collection::vec((0.0_f64..1.0, any::<u8>()), 0..12)) {
        let mut file = match which {
            0 => jpeg_that_tells(6, false),
            1 => jpeg_that_tells(1, true),
            2 => png_that_tells(1, None),
            3 => webp_that_tells(1, true),
            _ => gif_that_tells(),
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
        // What can be shown can be kept and cut as well.
        let fine = shrink(&file, &[20]).is_ok();
        prop_assert!(!fine || stripped(&file).is_ok());
        prop_assert!(!fine || around(&file, (300, 700), (3, 2)).is_ok());
        if let Ok(kept) = stripped(&file) {
            prop_assert!(shrink(&kept, &[20]).is_ok());
        }
    }
}
