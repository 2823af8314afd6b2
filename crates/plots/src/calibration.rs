//! Does what was predicted happen as often as predicted?

use std::fmt::Write;

use crate::Axes;
use crate::lettering::{at, brief};
use crate::line::Field;
use crate::sheet::{Place, Sheet, colour, nothing_yet};

/// Cases of similar prediction; probabilities from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibrated {
    pub predicted: f64,
    /// The share that happened.
    pub happened: f64,
    /// How many cases; a point's area follows it.
    pub rows: u64,
}

/// A reliability diagram: points on the dotted diagonal are as predicted, those above happened more often.
pub fn calibration(points: &[Calibrated], axes: &Axes, title: &str) -> String {
    let points: Vec<Calibrated> =
        points.iter().copied().filter(|point| point.predicted.is_finite() && point.happened.is_finite()).collect();
    let mut description = format!("{} by {}.", axes.y.label, axes.x.label);
    for point in &points {
        let _ = write!(description, " Predicted {}, happened {}.", brief(point.predicted), brief(point.happened));
    }
    Sheet { title, description: &description, names: &[], height: 360.0 }.draw(|place| paint(&points, axes, place))
}

fn paint(points: &[Calibrated], axes: &Axes, place: Place) -> String {
    if points.is_empty() {
        return nothing_yet(place);
    }
    let most = points.iter().map(|point| point.predicted.max(point.happened)).fold(0.0, f64::max);
    // Both axes show the same stretch, or the diagonal would not be one.
    let corners = [(0.0, 0.0), (most, most)];
    let field = Field::new(corners.into_iter(), axes, place);
    let mut drawn = field.frame(axes);
    let _ = writeln!(
        drawn,
        "<path class=\"ideal\" d=\"M{} {}L{} {}\"/>",
        at(field.x(0.0)),
        at(field.y(0.0)),
        at(field.x(most)),
        at(field.y(most))
    );
    let largest = points.iter().map(|point| point.rows).max().unwrap_or_default().max(1) as f64;
    let class = colour(0);
    let mut path = String::new();
    for (number, point) in points.iter().enumerate() {
        let (x, y) = (at(field.x(point.predicted)), at(field.y(point.happened)));
        let radius = 2.0 + 3.0 * (point.rows as f64 / largest).sqrt();
        let _ = write!(path, "{}{x} {y}", if number == 0 { 'M' } else { 'L' });
        let _ = writeln!(drawn, "<circle class=\"dot {class}\" cx=\"{x}\" cy=\"{y}\" r=\"{}\"/>", at(radius));
    }
    let _ = writeln!(drawn, "<path class=\"line faint {class}\" d=\"{path}\"/>");
    drawn
}

#[cfg(test)]
mod tests {
    use super::{Calibrated, calibration};
    use crate::{Axes, Axis};

    fn point(predicted: f64, happened: f64) -> Calibrated {
        Calibrated { predicted, happened, rows: 10 }
    }

    #[test]
    fn a_point_that_is_as_predicted_lies_on_the_diagonal() {
        let svg = calibration(&[point(0.2, 0.2), point(0.4, 0.1)], &Axes::default(), "t");
        let mut lines = svg.lines();
        let diagonal = lines.find(|line| line.contains("class=\"ideal\"")).unwrap_or_default();
        let corner: Vec<f64> = numbers(diagonal);
        let circles: Vec<Vec<f64>> = lines.filter(|line| line.starts_with("<circle")).map(numbers).collect();
        let &[from_x, from_y, to_x, to_y] = &corner[..] else { panic!("{diagonal}") };
        let along = (circles[0][0] - from_x) / (to_x - from_x);
        let up = (circles[0][1] - from_y) / (to_y - from_y);
        assert!((along - 0.5).abs() < 0.01 && (up - 0.5).abs() < 0.01, "{along} {up}");
        assert!(circles[1][1] > circles[0][1], "what happened less often stands lower");
    }

    /// Those of the coordinates.
    fn numbers(line: &str) -> Vec<f64> {
        let line = line.split_once("d=").map_or(line, |parts| parts.1).replace("c1", "");
        line.split(|letter: char| !letter.is_ascii_digit() && letter != '.')
            .filter_map(|text| text.parse().ok())
            .collect()
    }

    #[test]
    fn without_a_point_it_says_so() {
        let axes = Axes { x: Axis::named("predicted"), y: Axis::named("seen") };
        for points in [&[][..], &[point(f64::NAN, 0.5)], &[point(0.5, f64::INFINITY)]] {
            let svg = calibration(points, &axes, "t");
            assert_eq!(svg.matches(">nothing yet<").count(), 2);
            assert!(!svg.contains("NaN") && !svg.contains("inf"));
        }
    }
}
