//! On what is everything drawn? Title, names of the series, colours, and two drawings of one thing.

use std::fmt::Write;

use crate::lettering::{at, escape, width, wrap};

/// Sizes of text in pixels.
pub const TEXT: f64 = 12.0;
const TITLE: f64 = 16.0;

const WIDE: f64 = 800.0;
const NARROW: f64 = 360.0;
/// Above this width of its place, the wide drawing is shown.
const BORDER: u32 = 600;
pub const EDGE: f64 = 16.0;

/// Light and dark; apart for eyes that do not tell red from green, and of 4.5 : 1 contrast or more on the ground.
const COLOURS: [(&str, &str); 6] = [
    ("#1f6fb2", "#7dbbf0"),
    ("#b4501e", "#f0a07a"),
    ("#2f7d55", "#7fcf9f"),
    ("#7a55b0", "#c3a8f0"),
    ("#8a6500", "#e0bd5a"),
    ("#5a6672", "#aab6c2"),
];

/// The place for the drawing itself, and the names that still need one.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    /// Names of series belong beside the lines: the names above are not written.
    pub names_beside: bool,
}

/// One picture: what to say about it, and how to draw it into a place of some size.
pub struct Sheet<'a> {
    pub title: &'a str,
    /// A sentence or more, for those who hear it.
    pub description: &'a str,
    pub names: &'a [&'a str],
    /// Of the drawing, in pixels, without title and names.
    pub height: f64,
}

/// The class that gives the series with this number its colour.
pub fn colour(series: usize) -> String {
    format!("c{}", series % COLOURS.len() + 1)
}

impl Sheet<'_> {
    pub fn draw(&self, paint: impl Fn(Place) -> String) -> String {
        let heads = [NARROW, WIDE].map(|width| self.head(width));
        let height = self.height + heads[0].1.max(heads[1].1);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" width=\"100%\" height=\"{}\" \
             aria-label=\"{title}\">\n<title>{title}</title>\n<desc>{}</desc>\n<style>{}</style>\n",
            at(height),
            escape(self.description),
            style(),
            title = escape(self.title),
        );
        for (class, width, (head, top, names_beside)) in
            [("narrow", NARROW, &heads[0]), ("wide", WIDE, &heads[1])].map(|(class, width, head)| (class, width, head))
        {
            let place = Place {
                left: EDGE,
                top: *top,
                width: width - 2.0 * EDGE,
                height: height - top,
                names_beside: *names_beside,
            };
            let _ = write!(
                svg,
                "<svg class=\"{class}\" viewBox=\"0 0 {} {}\" preserveAspectRatio=\"xMidYMin\">\n{head}{}</svg>\n",
                at(width),
                at(height),
                paint(place)
            );
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// Title and names for this width, how much height they take, and whether names go beside the lines instead.
    fn head(&self, sheet: f64) -> (String, f64, bool) {
        let room = sheet - 2.0 * EDGE;
        let mut head = String::new();
        let mut y = EDGE;
        for line in wrap(self.title, TITLE, room) {
            y += TITLE * 1.25;
            let _ = writeln!(
                head,
                "<text class=\"title\" x=\"{}\" y=\"{}\">{}</text>",
                at(EDGE),
                at(y - 4.0),
                escape(&line)
            );
        }
        y += 8.0;
        let widest = self.names.iter().map(|name| width(name, TEXT)).fold(0.0, f64::max);
        let beside = self.names.len() > 1 && widest <= room * 0.22;
        if self.names.len() > 1 && !beside {
            y += TEXT;
            let mut x = EDGE;
            for (number, name) in self.names.iter().enumerate() {
                let needed = 22.0 + width(name, TEXT) + 14.0;
                if x > EDGE && x + needed > sheet {
                    x = EDGE;
                    y += TEXT * 1.6;
                }
                let _ = writeln!(
                    head,
                    "<path class=\"line {}\" d=\"M{} {}h16\"/><text x=\"{}\" y=\"{}\">{}</text>",
                    colour(number),
                    at(x),
                    at(y - 4.0),
                    at(x + 22.0),
                    at(y),
                    escape(&crate::lettering::cut(name, TEXT, room - 22.0))
                );
                x += needed;
            }
            y += 8.0;
        }
        (head, y, beside)
    }
}

/// Said where there is nothing to draw.
pub fn nothing_yet(place: Place) -> String {
    format!(
        "<text class=\"quiet middle\" x=\"{}\" y=\"{}\">nothing yet</text>\n",
        at(place.left + place.width / 2.0),
        at(place.top + place.height / 2.0)
    )
}

/// For pages whose policy allows no style within them: what each drawing brings along, as a style sheet. Colours follow
/// the page's `color-scheme`.
pub fn page_style() -> String {
    let mut style = style();
    style.push_str(":root{");
    for (number, (light, dark)) in COLOURS.iter().enumerate() {
        let _ = write!(style, "--plot-{}:light-dark({light},{dark});", number + 1);
    }
    style.push('}');
    style
}

/// `:root` is this drawing only when it is a file of its own; within a page it is the page.
fn style() -> String {
    let mut style = format!(
        "svg.plot:root{{color:#1d2329;background:var(--plot-ground,#fff)}}\
         .plot text{{font:{TEXT}px system-ui,sans-serif;fill:currentColor;font-variant-numeric:tabular-nums}}\
         .plot .title{{font-size:{TITLE}px;font-weight:600}}\
         .plot .quiet{{fill-opacity:.72}}.plot .middle{{text-anchor:middle}}.plot .end{{text-anchor:end}}\
         .plot .name{{fill:var(--hue);font-weight:600}}\
         .plot .grid{{stroke:currentColor;stroke-opacity:.13;fill:none}}\
         .plot .base{{stroke:currentColor;stroke-opacity:.45;fill:none}}\
         .plot .ideal{{stroke:currentColor;stroke-opacity:.5;stroke-dasharray:2 5;stroke-linecap:round;fill:none}}\
         .plot .line{{stroke:var(--hue);stroke-width:2;stroke-linejoin:round;stroke-linecap:round;fill:none}}\
         .plot .faint{{stroke-opacity:.35}}\
         .plot .dot{{fill:var(--hue)}}.plot .beam{{fill:var(--hue);fill-opacity:.85}}\
         .plot .span{{stroke:currentColor;stroke-opacity:.75;stroke-width:1.5;fill:none}}\
         .plot .narrow{{display:none}}\
         @media (max-width:{BORDER}px){{.plot .narrow{{display:inline}}.plot .wide{{display:none}}}}"
    );
    for (number, (light, _)) in COLOURS.iter().enumerate() {
        let _ = write!(style, ".plot .c{0}{{--hue:var(--plot-{0},{light})}}", number + 1);
    }
    style.push_str(
        "@media (prefers-color-scheme:dark){svg.plot:root{color:#e4e8ec;background:var(--plot-ground,#15181c)}",
    );
    for (number, (_, dark)) in COLOURS.iter().enumerate() {
        let _ = write!(style, ".plot .c{0}{{--hue:var(--plot-{0},{dark})}}", number + 1);
    }
    style.push('}');
    style
}
