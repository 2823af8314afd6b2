//! Which is more? Bars below each other, each with its name and number.

use std::fmt::Write;

use crate::Axis;
use crate::axis::Range;
use crate::lettering::{at, brief, cut, decimals, escape, number, width};
use crate::sheet::{Place, Sheet, TEXT, colour, nothing_yet};

const ROW: f64 = 30.0;
const THICK: f64 = 16.0;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    pub name: String,
    pub value: f64,
    /// A confidence interval.
    pub between: Option<(f64, f64)>,
}

/// In the order given, from 0 unless the axis begins elsewhere. A value that is not finite has a name and a dash.
pub fn bars(bars: &[Bar], axis: &Axis, title: &str) -> String {
    let mut description = format!("{}.", axis.label);
    for bar in bars.iter().filter(|bar| bar.value.is_finite()) {
        let _ = write!(description, " {}: {}.", bar.name, brief(bar.value));
    }
    let height = ROW * bars.len().max(2) as f64 + if axis.label.is_empty() { 16.0 } else { 40.0 };
    Sheet { title, description: &description, names: &[], height }.draw(|place| paint(bars, axis, place))
}

fn paint(bars: &[Bar], axis: &Axis, place: Place) -> String {
    if !bars.iter().any(|bar| bar.value.is_finite()) {
        return nothing_yet(place);
    }
    // Numbers below each other have equally many decimals.
    let most = bars.iter().map(|bar| bar.value.abs()).filter(|size| size.is_finite()).fold(0.0, f64::max);
    let is_whole = bars.iter().all(|bar| !bar.value.is_finite() || bar.value == bar.value.round());
    let digits = if is_whole { 0 } else { decimals(most) };
    let written: Vec<String> = bars.iter().map(|bar| told(bar.value, digits)).collect();
    let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(|text| width(text, TEXT)).fold(0.0, f64::max);
    let names = widest(&mut bars.iter().map(|bar| bar.name.as_str())).min(place.width * 0.45);
    let numbers = widest(&mut written.iter().map(String::as_str)) + 10.0;
    let left = place.left + names + 12.0;
    let room = place.width - names - 12.0 - numbers;
    let ends = bars.iter().flat_map(|bar| {
        let (low, high) = bar.between.unwrap_or((bar.value, bar.value));
        [bar.value, low, high]
    });
    let zero = Axis { from: axis.from.or(Some(0.0)), ..axis.clone() };
    let range = Range::of(ends, &zero, 4, false);
    let x = |value: f64| left + range.share(value).clamp(0.0, 1.0) * room;
    let base = x(axis.from.unwrap_or(0.0));
    let mut drawn = String::new();
    let mut y = place.top + 8.0;
    if !axis.label.is_empty() {
        let label = escape(&cut(&axis.label, TEXT, place.width));
        let _ = writeln!(drawn, "<text class=\"quiet\" x=\"{}\" y=\"{}\">{label}</text>", at(place.left), at(y + 4.0));
        y += 18.0;
    }
    let top = y;
    for (bar, number) in bars.iter().zip(&written) {
        let middle = y + ROW / 2.0;
        let name = escape(&cut(&bar.name, TEXT, names + 1.0));
        let _ =
            writeln!(drawn, "<text class=\"end\" x=\"{}\" y=\"{}\">{name}</text>", at(left - 12.0), at(middle + 4.0));
        let mut end = base;
        if bar.value.is_finite() {
            let (from, to) = (x(bar.value).min(base), x(bar.value).max(base));
            let _ = writeln!(
                drawn,
                "<rect class=\"beam {}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{THICK}\" rx=\"2\"/>",
                colour(0),
                at(from),
                at(middle - THICK / 2.0),
                at(to - from)
            );
            end = to;
        }
        if let Some((low, high)) = bar.between.filter(|span| span.0.is_finite() && span.1.is_finite()) {
            let (low, high) = (x(low), x(high));
            let _ = writeln!(
                drawn,
                "<path class=\"span\" d=\"M{0} {1}H{2}M{0} {3}v8M{2} {3}v8\"/>",
                at(low),
                at(middle),
                at(high),
                at(middle - 4.0)
            );
            end = end.max(high);
        }
        let _ = writeln!(drawn, "<text x=\"{}\" y=\"{}\">{number}</text>", at(end + 8.0), at(middle + 4.0));
        y += ROW;
    }
    let _ = writeln!(drawn, "<path class=\"base\" d=\"M{} {}V{}\"/>", at(base), at(top), at(y));
    drawn
}

fn told(value: f64, decimals: usize) -> String {
    if value.is_finite() { number(value, decimals) } else { "–".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Bar, bars};
    use crate::Axis;

    fn bar(name: &str, value: f64) -> Bar {
        Bar { name: name.to_owned(), value, between: None }
    }

    #[test]
    fn each_bar_has_its_name_and_number_and_what_is_unknown_a_dash() {
        let svg = bars(&[bar("a & b", 2.0), bar("none", f64::NAN)], &Axis::named("share"), "t");
        assert_eq!(svg.matches(">a &amp; b<").count(), 2);
        assert_eq!((svg.matches(">2<").count(), svg.matches(">–<").count()), (2, 2));
        assert_eq!(svg.matches("<rect").count(), 2);
        assert!(svg.contains("<desc>share. a &amp; b: 2.</desc>"));
    }

    #[test]
    fn lengths_are_in_proportion_also_below_zero() {
        let svg = bars(&[bar("a", 4.0), bar("b", -2.0)], &Axis::default(), "t");
        let widths: Vec<f64> = svg
            .lines()
            .filter_map(|line| line.strip_prefix("<rect"))
            .filter_map(|rect| rect.split("width=\"").nth(1)?.split('"').next()?.parse().ok())
            .collect();
        assert_eq!(widths.len(), 4);
        assert!(widths.chunks(2).all(|pair| (pair[0] / pair[1] - 2.0).abs() < 0.01), "{widths:?}");
    }

    #[test]
    fn an_interval_is_drawn_and_nothing_says_so() {
        let with = Bar { between: Some((1.0, 3.0)), ..bar("a", 2.0) };
        assert_eq!(bars(&[with], &Axis::default(), "t").matches("class=\"span\"").count(), 2);
        assert_eq!(bars(&[], &Axis::default(), "t").matches(">nothing yet<").count(), 2);
        assert_eq!(bars(&[bar("a", f64::NAN)], &Axis::default(), "t").matches(">nothing yet<").count(), 2);
    }
}
