//! How well does it learn, and what do readers get? Pictures for whoever runs the edition.

use super::frame::frame;
use crate::{
    assets::address,
    view::{InUse, OperatorView, Place, Visit, series},
    words::{self, OperatorWords},
};
use maud::{Markup, PreEscaped, html};
use plots::{Axes, Axis};

pub fn operator(visit: &Visit, shown: &OperatorView) -> Markup {
    let words = visit.tongue.operator_words();
    let content = html! {
        link rel="stylesheet" href=(address("plots.css"));
        header.page-head {
            h1 { (words.title) }
            p.hint { (words.says) }
            p { a href="/operator/house" { (visit.tongue.house_words().to_house) } }
            p.hint { ((words.state)(shown.seen, shown.kept, shown.pending)) }
            @if shown.fitting { p.hint { (words.fitting) } }
            @match shown.in_use {
                InUse::ByHand => { p.hint { (words.by_hand) } }
                InUse::Off => { p.hint { strong { (words.off) } } }
                InUse::Held => { p.hint { strong { (words.held) } } }
                InUse::Newest => {}
            }
        }
        div.plots { @for (picture, says) in pictures(visit, shown) { (figure(visit, &picture, says)) } }
        section aria-labelledby="models-title" tabindex="0" {
            h2.rule-title #models-title { (words.models_title) }
            p.hint { (words.models_say) }
            @for fault in &shown.faults { p.hint.wrong-model { (fault) } }
            @if shown.models.is_empty() { p.hint { (words.by_hand) } } @else { (models(visit, shown)) }
        }
        section aria-labelledby="fits-title" tabindex="0" {
            h2.rule-title #fits-title { (words.fits_title) }
            p.hint { (words.fits_say) }
            @if shown.fits.is_empty() { p.hint { (words.none_yet) } } @else { (fits(visit, shown)) }
        }
        section aria-labelledby="reports-title" tabindex="0" {
            h2.rule-title #reports-title { (words.reports_title) }
            p.hint { (words.reports_say) }
            @if shown.reports.is_empty() { p.hint { (words.no_reports) } } @else { (reports(visit, shown)) }
        }
    };
    frame(visit, Place::Elsewhere, words.title, content)
}

/// Each picture with the sentence that says how to read it.
fn pictures(visit: &Visit, shown: &OperatorView) -> Vec<(String, &'static str)> {
    let words = visit.tongue.operator_words();
    let hours = || Axis { ticks: shown.hours.clone(), ..Axis::named(words.hour) };
    let over_time = |y: &str| Axes { x: hours(), y: Axis::named(y) };
    let from_zero = |y: &str| Axes { x: hours(), y: Axis { from: Some(0.0), ..Axis::named(y) } };
    let one = |points: &[(f64, f64)], axes: &Axes, title: &str| plots::line(&[series(title, points)], axes, title);
    let both = [series(words.herfindahl, &shown.sources[0]), series(words.top_five, &shown.sources[1])];
    vec![
        (one(&shown.auc, &over_time(words.auc_axis), words.auc_title), words.auc_says),
        (one(&shown.log_loss, &over_time(words.loss_axis), words.loss_title), words.loss_says),
        (
            plots::calibration(&shown.calibration, &axes(words.foretold, words.happened), words.calibration_title),
            words.calibration_says,
        ),
        (one(&shown.positions, &places(words), words.positions_title), words.positions_say),
        (one(&shown.diversity, &from_zero(words.diversity_axis), words.diversity_title), words.diversity_says),
        (plots::line(&both, &from_zero(words.share), words.sources_title), words.sources_say),
        (plots::bars(&shown.gains, &Axis::named(words.gains_axis), words.gains_title), words.gains_say),
        (one(&shown.events, &minutes(words), words.events_title), ""),
    ]
}

fn axes(x: &str, y: &str) -> Axes {
    Axes { x: Axis::named(x), y: Axis::named(y) }
}

fn places(words: &OperatorWords) -> Axes {
    let ticks = [1, 5, 10, 15, 20, 25, 30].map(|place| (f64::from(place), place.to_string())).to_vec();
    let across = Axis { ticks, ..Axis::named(words.position) };
    Axes { x: across, y: Axis { from: Some(0.0), ..Axis::named(words.open_rate) } }
}

fn minutes(words: &OperatorWords) -> Axes {
    let ticks = [-60, -45, -30, -15, 0].map(|ago: i32| (f64::from(ago), (-ago).to_string())).to_vec();
    let across = Axis { from: Some(-60.0), to: Some(0.0), ticks, ..Axis::named(words.minute) };
    Axes { x: across, y: Axis { from: Some(0.0), ..Axis::named(words.events_axis) } }
}

/// The page's policy allows no style within it: a picture's own stands in `plots.css` instead.
pub(super) fn figure(visit: &Visit, picture: &str, says: &str) -> Markup {
    let bare = match (picture.find("<style>"), picture.find("</style>")) {
        (Some(start), Some(end)) if start < end => [&picture[..start], &picture[end + "</style>".len()..]].concat(),
        _ => picture.to_owned(),
    };
    let bare = bare.replace(">nothing yet<", &format!(">{}<", visit.words().nothing_from_it));
    html! { figure.plot-figure { (PreEscaped(bare)) @if !says.is_empty() { figcaption.hint { (says) } } } }
}

fn models(visit: &Visit, shown: &OperatorView) -> Markup {
    let words = visit.tongue.operator_words();
    html! {
        table.answers {
            thead { tr {
                th scope="col" { (words.number) } th scope="col" { (words.hash) }
                th scope="col" { (words.fitted) } th scope="col" { (words.slots) }
            } }
            tbody {
                @for row in &shown.models {
                    tr {
                        td { (row.number) }
                        td { code { (row.hash) } @if row.in_use { " " strong { (words.in_use) } } }
                        td { (words::moment(visit.tongue, row.fitted, visit.zone)) }
                        td { (words::whole(visit.tongue, row.slots)) }
                    }
                }
            }
        }
    }
}

fn fits(visit: &Visit, shown: &OperatorView) -> Markup {
    let words = visit.tongue.operator_words();
    let precise = |auc| words::decimal(visit.tongue, auc, 3);
    html! {
        table.answers {
            thead { tr {
                th scope="col" { (words.number) } th scope="col" { (words.fitted) } th scope="col" { (words.rows) }
                th scope="col" { (words.took) } th scope="col" { (words.compared) } th scope="col" { (words.outcome) }
            } }
            tbody {
                @for fit in &shown.fits {
                    tr {
                        td { (fit.number) }
                        td { (words::moment(visit.tongue, fit.at, visit.zone)) }
                        td { (words::whole(visit.tongue, fit.rows)) }
                        td { (words::decimal(visit.tongue, fit.seconds, 1)) " s" }
                        td {
                            @if let Some((before, after, slates)) = fit.auc {
                                ((words.auc_of)(&precise(before), &precise(after), slates))
                            } @else { (words.not_compared) }
                        }
                        td { @if fit.adopted { (words.taken) } @else { strong { (words.refused) } } }
                    }
                }
            }
        }
    }
}

fn reports(visit: &Visit, shown: &OperatorView) -> Markup {
    let words = visit.tongue.operator_words();
    html! {
        table.answers {
            thead { tr {
                th scope="col" { (words.reported) } th scope="col" { (words.reason) }
                th scope="col" { (visit.words().item) }
            } }
            tbody {
                @for row in &shown.reports {
                    tr {
                        td { (words::moment(visit.tongue, row.at, visit.zone)) }
                        td { (row.reason) }
                        td {
                            @if row.headline.is_empty() { (visit.words().item_gone) } @else {
                                a href={ "/article/" (row.item) } { (row.headline) }
                                " " span.meta { (row.source) }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        view::{FitRow, Look, ModelRow, Wishes},
        words::Tongue,
    };
    use model::{Edition, EditionName, Time};

    fn drawn(tongue: Tongue, shown: &OperatorView) -> String {
        let name = EditionName::new("main").unwrap();
        let edition = Edition { name, title: "Town".into(), motto: String::new() };
        let visit = Visit {
            edition: &edition,
            tongue,
            look: Look::Device,
            wishes: Wishes::default(),
            now: Time(1_795_426_200_000),
            zone: &jiff::tz::TimeZone::UTC,
            here: "/operator",
            locked: false,
            operator: true,
            told: None,
            clips: false,
            works_here: false,
            whose: "",
            name: None,
        };
        operator(&visit, shown).into_string()
    }

    #[test]
    fn before_anything_was_learned_every_picture_says_so_and_no_style_stands_in_the_page() {
        for (tongue, nothing) in [(Tongue::English, ">nothing yet<"), (Tongue::German, ">noch nichts<")] {
            let page = drawn(tongue, &OperatorView::default());
            assert_eq!(page.matches(nothing).count(), 16, "eight pictures, for narrow and for wide places");
            assert!(!page.contains("<style"));
        }
    }

    #[test]
    fn numbers_are_written_as_each_language_does() {
        let at = Time(1_795_426_200_000);
        let model = ModelRow { number: 3, hash: "ab12".into(), fitted: at, slots: 12_345, in_use: true };
        let auc = Some((0.5, 0.6125, 1_234));
        let fit = FitRow { number: 3, at, rows: 54_321, seconds: 1_234.56, adopted: true, auc };
        let shown = OperatorView {
            seen: 1_000_000,
            kept: 2_000,
            pending: 3_000,
            models: vec![model],
            fits: vec![fit],
            ..OperatorView::default()
        };
        let both = [
            (Tongue::English, ["1,000,000", "2,000", "3,000", "12,345", "54,321", "1,234.6 s", "0.500 → 0.613 (1,234"]),
            (Tongue::German, ["1.000.000", "2.000", "3.000", "12.345", "54.321", "1.234,6 s", "0,500 → 0,613 (1.234"]),
        ];
        for (tongue, written) in both {
            let page = drawn(tongue, &shown);
            for number in written {
                assert!(page.contains(number), "{tongue:?} {number}");
            }
        }
    }

    #[test]
    fn what_was_learned_is_drawn() {
        let points = vec![(1.0, 0.5), (2.0, 0.7)];
        let shown = OperatorView { auc: points, in_use: InUse::Held, ..OperatorView::default() };
        let page = drawn(Tongue::English, &shown);
        assert_eq!(page.matches(">nothing yet<").count(), 14);
        assert!(page.contains("An operator holds this model"));
    }
}
