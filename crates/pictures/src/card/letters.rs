//! Text to shapes: which glyphs, where, and how much of each pixel they cover.

use std::sync::LazyLock;

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathSink};
use harfrust::{Buffer, Font, GlyphId, ShapeOptions, ShaperFont, shape};

/// One of the fonts that are built in (`fonts/README.md`).
pub(crate) struct Face {
    font: Font,
    em: f32,
}

/// As the site's headlines.
pub(crate) static SERIF: LazyLock<Option<Face>> =
    LazyLock::new(|| Face::read(include_bytes!("../../fonts/headline.ttf")));
pub(crate) static SANS: LazyLock<Option<Face>> = LazyLock::new(|| Face::read(include_bytes!("../../fonts/plain.ttf")));

/// A line of text, ready to be drawn in any size. Lengths in em.
#[derive(Debug)]
pub(crate) struct Line {
    glyphs: Vec<(GlyphId, f32, f32)>,
    pub width: f32,
}

impl Face {
    fn read(file: &'static [u8]) -> Option<Face> {
        let font = Font::new(file, 0)?;
        let em = f32::from(font.units_per_em().max(1));
        Some(Face { font, em })
    }

    /// `None` when the font lacks one of its letters: a box would stand in its place. `tracking` is added between letters.
    pub fn line(&self, text: &str, tracking: f32) -> Option<Line> {
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        shape(&ShaperFont::new(&self.font), &mut buffer, ShapeOptions::default()).ok()?;
        let mut glyphs = Vec::with_capacity(text.len());
        let mut pen = 0.0;
        for (glyph, place) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            if glyph.glyph_id == 0 {
                return None;
            }
            let (right, up) = (place.x_offset as f32 / self.em, place.y_offset as f32 / self.em);
            glyphs.push((GlyphId::new(glyph.glyph_id), pen + right, up));
            pen += place.x_advance as f32 / self.em + tracking;
        }
        Some(Line { glyphs, width: (pen - tracking).max(0.0) })
    }

    /// Covers pixels of a canvas that `size` (pixels an em) makes; `left` and `baseline` are where the line starts.
    pub fn draw(&self, line: &Line, size: f32, left: f32, baseline: f32, coverage: &mut Rasterizer) {
        let outlines = self.font.outline_glyphs();
        let options = DrawOptions::new().with_ppem(Some(size));
        for &(glyph, right, up) in &line.glyphs {
            let mut pen = Pen {
                coverage,
                origin: point(left + right * size, baseline - up * size),
                start: point(0.0, 0.0),
                last: point(0.0, 0.0),
            };
            if let Some(outline) = outlines.get(glyph) {
                // Our own fonts: that they draw is tested, and a glyph that would not leaves a gap.
                let _ = outline.draw(&options, DrawMemory::Scratch, &mut pen);
            }
        }
    }
}

/// Hands curves over, upside down: fonts count upwards, pictures downwards.
struct Pen<'a> {
    coverage: &'a mut Rasterizer,
    origin: Point,
    start: Point,
    last: Point,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> Point {
        point(self.origin.x + x, self.origin.y - y)
    }
}

impl PathSink for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.at(x, y);
        self.last = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.coverage.draw_line(self.last, to);
        self.last = to;
    }

    fn quad_to(&mut self, over_x: f32, over_y: f32, x: f32, y: f32) {
        let (over, to) = (self.at(over_x, over_y), self.at(x, y));
        self.coverage.draw_quad(self.last, over, to);
        self.last = to;
    }

    fn curve_to(&mut self, over_x: f32, over_y: f32, by_x: f32, by_y: f32, x: f32, y: f32) {
        let (over, by, to) = (self.at(over_x, over_y), self.at(by_x, by_y), self.at(x, y));
        self.coverage.draw_cubic(self.last, over, by, to);
        self.last = to;
    }

    fn close(&mut self) {
        self.coverage.draw_line(self.last, self.start);
        self.last = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::{SANS, SERIF};

    #[test]
    fn letters_move_together_where_their_shapes_ask_for_it() {
        for (face, pairs) in [(&SERIF, ["Ve", "To", "AV", "Tě", "Yü"]), (&SANS, ["Ve", "To", "AV", "Tě", "Yü"])] {
            let face = face.as_ref().unwrap();
            for pair in pairs {
                let apart: f32 = pair.chars().map(|one| face.line(&one.to_string(), 0.0).unwrap().width).sum();
                assert!(face.line(pair, 0.0).unwrap().width < apart - 0.01, "{pair}");
            }
        }
    }

    #[test]
    fn european_letters_are_there_and_others_are_known_to_be_missing() {
        for face in [&SERIF, &SANS] {
            let face = face.as_ref().unwrap();
            for text in
                ["„Größe“ – Müßiggang, 5 €…", "Łódź, Čeština, Őrült, Șură, Çağ", "l’été ‹œuf› æøå ÞÐ ẞ", "e\u{301}"]
            {
                assert!(face.line(text, 0.0).is_some(), "{text}");
            }
            for text in ["مرحبا", "新闻", "Привет", "Ελλάδα", "नमस्ते", "🦊"] {
                assert!(face.line(text, 0.0).is_none(), "{text}");
            }
        }
    }
}
