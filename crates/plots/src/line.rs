//! How does it go on? Lines over a common axis.

use std::fmt::Write;

use crate::axis::Range;
use crate::lettering::{at, brief, cut, escape, width};
use crate::sheet::{Place, Sheet, TEXT, colour, nothing_yet};
use crate::{Axes, Axis};

/// Points in the order in which they are joined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    pub name: String,
    pub points: Vec<(f64, f64)>,
}

/// Of what can be joined; where a point is not finite, the line ends and begins anew.
pub fn line(series: &[Series], axes: &Axes, title: &str) -> String {
    let names: Vec<&str> = series.iter().map(|one| one.name.as_str()).collect();
    let description = describe(series, axes);
    Sheet { title, description: &description, names: &names, height: 320.0 }.draw(|place| paint(series, axes, place))
}

fn finite(series: &[Series]) -> impl Iterator<Item = (f64, f64)> {
    series.iter().flat_map(|one| one.points.iter().copied()).filter(is_finite)
}

fn is_finite(point: &(f64, f64)) -> bool {
    point.0.is_finite() && point.1.is_finite()
}

fn describe(series: &[Series], axes: &Axes) -> String {
    let mut told = format!("{} by {}.", axes.y.label, axes.x.label);
    for one in series {
        let mut points = one.points.iter().copied().filter(is_finite);
        let Some(first) = points.next() else {
            let _ = write!(told, " {}: nothing yet.", one.name);
            continue;
        };
        let last = points.next_back().unwrap_or(first);
        let _ = write!(told, " {}: from {} to {}.", one.name, brief(first.1), brief(last.1));
    }
    told
}

fn paint(series: &[Series], axes: &Axes, place: Place) -> String {
    if finite(series).next().is_none() {
        return nothing_yet(place);
    }
    let names = series.iter().map(|one| width(&one.name, TEXT)).fold(0.0, f64::max);
    let right = if place.names_beside { names + 12.0 } else { 0.0 };
    let field = Field::new(finite(series), axes, Place { width: place.width - right, ..place });
    let mut drawn = field.frame(axes);
    let mut ends: Vec<(f64, usize)> = Vec::new();
    for (number, one) in series.iter().enumerate() {
        drawn.push_str(&joined(one, number, &field));
        if let Some(last) = one.points.iter().copied().rfind(is_finite) {
            ends.push((field.y(last.1), number));
        }
    }
    if place.names_beside {
        let x = field.left + field.width + 10.0;
        for (y, number) in spread(ends, field.top, field.top + field.height) {
            let name = escape(&series[number].name);
            let class = colour(number);
            let _ = writeln!(drawn, "<text class=\"name {class}\" x=\"{}\" y=\"{}\">{name}</text>", at(x), at(y + 4.0));
        }
    }
    drawn
}

fn joined(series: &Series, number: usize, field: &Field) -> String {
    let class = colour(number);
    let (mut path, mut dots) = (String::new(), String::new());
    for stretch in series.points.split(|point| !is_finite(point)) {
        let mut step = 'M';
        for &(x, y) in stretch {
            let _ = write!(path, "{step}{} {}", at(field.x(x)), at(field.y(y)));
            step = 'L';
        }
        // A point alone has no line to be seen by.
        if let &[(x, y)] = stretch {
            let _ = writeln!(
                dots,
                "<circle class=\"dot {class}\" cx=\"{}\" cy=\"{}\" r=\"3\"/>",
                at(field.x(x)),
                at(field.y(y))
            );
        }
    }
    format!("<path class=\"line {class}\" d=\"{path}\"/>\n{dots}")
}

/// Moves names apart that would stand on each other, in the order of their heights.
fn spread(mut ends: Vec<(f64, usize)>, top: f64, bottom: f64) -> Vec<(f64, usize)> {
    let apart = TEXT * 1.3;
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut next = top;
    for end in &mut ends {
        end.0 = end.0.max(next);
        next = end.0 + apart;
    }
    let mut next = bottom;
    for end in ends.iter_mut().rev() {
        end.0 = end.0.min(next);
        next = end.0 - apart;
    }
    ends
}

/// The rectangle between the axes.
pub struct Field {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    across: Range,
    up: Range,
}

impl Field {
    pub fn new(points: impl Iterator<Item = (f64, f64)>, axes: &Axes, place: Place) -> Field {
        let (across, up): (Vec<f64>, Vec<f64>) = points.unzip();
        let below = if axes.x.label.is_empty() { 26.0 } else { 46.0 };
        let above = if axes.y.label.is_empty() { 8.0 } else { 32.0 };
        let height = place.height - below - above;
        let up = Range::of(up.into_iter(), &axes.y, (height / 55.0) as usize, true);
        let beside = up.ticks.iter().map(|tick| width(&tick.1, TEXT)).fold(0.0, f64::max) + 8.0;
        let width = place.width - beside;
        let across = Range::of(across.into_iter(), &axes.x, (width / 90.0) as usize, false);
        Field { left: place.left + beside, top: place.top + above, width, height, across, up }
    }

    pub fn x(&self, value: f64) -> f64 {
        self.left + self.across.share(value) * self.width
    }

    pub fn y(&self, value: f64) -> f64 {
        self.top + (1.0 - self.up.share(value)) * self.height
    }

    /// Lines across, numbers and what they mean.
    pub fn frame(&self, axes: &Axes) -> String {
        let (right, bottom) = (self.left + self.width, self.top + self.height);
        let mut drawn = String::new();
        for (value, label) in &self.up.ticks {
            let y = self.y(*value);
            let _ = writeln!(
                drawn,
                "<path class=\"grid\" d=\"M{} {}H{}\"/><text class=\"quiet end\" x=\"{}\" y=\"{}\">{}</text>",
                at(self.left),
                at(y),
                at(right),
                at(self.left - 8.0),
                at(y + 4.0),
                escape(label)
            );
        }
        let _ = writeln!(drawn, "<path class=\"base\" d=\"M{} {}H{}\"/>", at(self.left), at(bottom), at(right));
        for (value, label) in self.across.apart(TEXT, self.width) {
            let x = self.x(*value);
            let half = width(label, TEXT) / 2.0;
            // At the ends of the axis a label leans inwards rather than out of the picture.
            let centre = x.max(self.left - 8.0 + half).min((right + 8.0 - half).max(x - half));
            let _ = writeln!(
                drawn,
                "<path class=\"base\" d=\"M{0} {1}v4\"/><text class=\"quiet middle\" x=\"{2}\" y=\"{3}\">{4}</text>",
                at(x),
                at(bottom),
                at(centre),
                at(bottom + 18.0),
                escape(label)
            );
        }
        drawn.push_str(&self.meaning(&axes.y, self.top - 18.0, false));
        drawn.push_str(&self.meaning(&axes.x, bottom + 38.0, true));
        drawn
    }

    fn meaning(&self, axis: &Axis, y: f64, at_end: bool) -> String {
        if axis.label.is_empty() {
            return String::new();
        }
        let (class, x) = if at_end { ("end", self.left + self.width) } else { ("start", crate::sheet::EDGE) };
        let label = escape(&cut(&axis.label, TEXT, self.left + self.width - crate::sheet::EDGE));
        format!("<text class=\"quiet {class}\" x=\"{}\" y=\"{}\">{label}</text>\n", at(x), at(y))
    }
}

#[cfg(test)]
mod tests {
    use super::{Series, line, spread};
    use crate::{Axes, Axis};

    fn axes() -> Axes {
        Axes { x: Axis::named("day"), y: Axis::named("AUC") }
    }

    fn series(name: &str, ys: &[f64]) -> Series {
        Series { name: name.to_owned(), points: ys.iter().enumerate().map(|(x, &y)| (x as f64, y)).collect() }
    }

    #[test]
    fn what_is_not_finite_is_a_gap_and_a_lonely_point_a_dot() {
        let svg = line(&[series("a", &[1.0, 2.0, f64::NAN, 3.0, f64::INFINITY, 4.0, 5.0])], &axes(), "t");
        let paths: Vec<&str> = svg.lines().filter(|line| line.contains("class=\"line")).collect();
        assert_eq!(paths.len(), 2, "one for narrow and one for wide places");
        assert!(paths.iter().all(|path| path.matches('M').count() == 3 && path.matches('L').count() == 2), "{paths:?}");
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn a_screen_reader_hears_from_where_to_where() {
        let svg = line(&[series("ours", &[0.61, 0.5, 0.7251]), series("theirs", &[])], &axes(), "Learning <fast>");
        assert!(svg.contains("role=\"img\"") && svg.contains("<title>Learning &lt;fast&gt;</title>"));
        assert!(svg.contains("<desc>AUC by day. ours: from 0.61 to 0.725. theirs: nothing yet.</desc>"), "{svg}");
    }

    #[test]
    fn without_a_point_it_says_so() {
        for none in [vec![], vec![series("a", &[])], vec![series("a", &[f64::NAN])]] {
            let svg = line(&none, &axes(), "t");
            assert_eq!(svg.matches(">nothing yet<").count(), 2);
            assert!(!svg.contains("class=\"grid\""));
        }
    }

    #[test]
    fn names_beside_lines_do_not_stand_on_each_other_nor_outside() {
        let moved = spread(vec![(50.0, 0), (50.0, 1), (299.0, 2), (300.0, 3)], 0.0, 300.0);
        assert!(moved.windows(2).all(|pair| pair[1].0 - pair[0].0 > 15.0), "{moved:?}");
        assert!(moved.iter().all(|end| (0.0..=300.0).contains(&end.0)));
    }

    #[test]
    fn the_same_data_give_the_same_picture() {
        let two = [series("a", &[1.0, 2.0]), series("b", &[2.0, 1.0])];
        assert_eq!(line(&two, &axes(), "t"), line(&two, &axes(), "t"));
    }
}
