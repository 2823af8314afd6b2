//! `/operator`: the learner, for whoever runs this edition. To everybody else the page is not there.

use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::Page,
    view::{FitRow, InUse, ModelRow, OperatorView, ReportRow},
};
use model::{HOUR, MINUTE, ReportReason, Time};
use plots::{Bar, Calibrated};
use readers::learning::{Choice, Figures, Hour, Learned};
use timeline::signals::column_name;

/// Reports on the page.
const REPORTS: u32 = 50;
/// Signals that are drawn, of those that helped most.
const SIGNALS: usize = 12;
/// Fewer slots than this at one place, or in one part of the calibration, are chance.
const ENOUGH: f64 = 20.0;

pub async fn operator(arrival: Arrival) -> Result<Page, Wrong> {
    if !arrival.operator {
        return Err(Wrong::NoSuchPage);
    }
    // The models are read from the disk: work for another thread than those that answer readers.
    let learned = tokio::task::block_in_place(|| arrival.site.readers.learned());
    let reports = arrival.site.readers.reports(REPORTS).await?;
    let view = OperatorView {
        reports: reports.iter().map(|report| reported(&arrival, report)).collect(),
        ..view(&learned, arrival.now)
    };
    Ok(Page::new(pages::operator(&arrival.visit(), &view)))
}

fn reported(arrival: &Arrival, report: &readers::Reported) -> ReportRow {
    let place = ReportReason::ALL.iter().position(|reason| *reason == report.reason).unwrap_or(0);
    ReportRow {
        item: report.item,
        headline: report.card.as_ref().map(|card| card.title.clone()).unwrap_or_default(),
        source: report.card.as_ref().map(|card| arrival.source_name(card.source)).unwrap_or_default(),
        reason: arrival.tongue.words().report_reasons[place],
        at: report.at,
    }
}

fn view(learned: &Learned, now: Time) -> OperatorView {
    let figures = &learned.figures;
    let by_hour = |of: fn(&Hour) -> Option<f64>| -> Vec<(f64, f64)> {
        figures.hours.iter().filter_map(|hour| Some((hour.hour as f64, of(hour)?))).collect()
    };
    OperatorView {
        seen: learned.seen as u64,
        kept: learned.kept as u64,
        pending: learned.pending as u64,
        fitting: learned.fitting,
        in_use: in_use(learned),
        auc: by_hour(Hour::mean_auc),
        log_loss: by_hour(Hour::mean_log_loss),
        calibration: calibration(figures),
        positions: positions(figures),
        diversity: by_hour(Hour::mean_diversity),
        sources: [
            by_hour(|hour| (hour.pages > 0).then_some(hour.herfindahl)),
            by_hour(|hour| (hour.pages > 0).then_some(hour.top_five)),
        ],
        gains: gains(learned),
        events: events(figures, now),
        hours: hours(figures),
        models: models(learned),
        faults: learned.faults.clone(),
        fits: figures.versions.iter().rev().map(fit).collect(),
        reports: Vec::new(),
    }
}

fn in_use(learned: &Learned) -> InUse {
    match &learned.choice {
        Choice::Off => InUse::Off,
        Choice::Held(_) => InUse::Held,
        _ if learned.in_use.has_learned() => InUse::Newest,
        _ => InUse::ByHand,
    }
}

fn calibration(figures: &Figures) -> Vec<Calibrated> {
    let point = |part: &readers::learning::Part| Calibrated {
        predicted: part.foretold / part.rows,
        happened: part.happened / part.rows,
        rows: part.rows as u64,
    };
    figures.calibration.iter().filter(|part| part.rows >= ENOUGH).map(point).collect()
}

fn positions(figures: &Figures) -> Vec<(f64, f64)> {
    let rate = |(place, position): (usize, &readers::learning::Position)| {
        (position.shown >= ENOUGH).then(|| ((place + 1) as f64, position.opened / position.shown))
    };
    figures.positions.iter().enumerate().filter_map(rate).collect()
}

/// Shares in hundredths, the largest first.
fn gains(learned: &Learned) -> Vec<Bar> {
    let gains = learned.in_use.gains();
    let all: f64 = gains.iter().map(|&gain| f64::from(gain)).sum();
    let bar = |(column, &gain): (usize, &f32)| Bar {
        name: column_name(column).replace('_', " "),
        value: f64::from(gain) / all * 100.0,
        between: None,
    };
    let mut bars: Vec<Bar> = gains.iter().enumerate().filter(|(_, gain)| **gain > 0.0).map(bar).collect();
    bars.sort_by(|a, b| b.value.total_cmp(&a.value));
    bars.truncate(SIGNALS);
    bars
}

/// A minute in which nothing came is a zero, not a gap; before the first that is known there is nothing.
fn events(figures: &Figures, now: Time) -> Vec<(f64, f64)> {
    let this = now.0.div_euclid(MINUTE);
    let Some(first) = figures.minutes.front().map(|first| first.0.max(this - 60)) else { return Vec::new() };
    (first..this)
        .map(|minute| {
            let came = figures.minutes.iter().find(|one| one.0 == minute).map_or(0, |one| one.1);
            ((minute - this) as f64, f64::from(came))
        })
        .collect()
}

/// About six moments between the first hour and the last.
fn hours(figures: &Figures) -> Vec<(f64, String)> {
    let (Some(first), Some(last)) = (figures.hours.front(), figures.hours.back()) else { return Vec::new() };
    let step = [1, 3, 6, 12, 24, 48, 96].into_iter().find(|step| (last.hour - first.hour) / step <= 6).unwrap_or(168);
    let from = first.hour.div_euclid(step) * step;
    (from..=last.hour)
        .step_by(step as usize)
        .filter(|hour| *hour >= first.hour)
        .map(|hour| {
            let told = Time(hour * HOUR).rfc3339();
            let (day, clock) = (told.get(5..10).unwrap_or(""), told.get(11..16).unwrap_or(""));
            (hour as f64, if step >= 24 { day.to_owned() } else { format!("{day} {clock}") })
        })
        .collect()
}

fn models(learned: &Learned) -> Vec<ModelRow> {
    let chosen = match &learned.choice {
        Choice::Off => None,
        Choice::Held(hash) => Some(hash.clone()),
        _ => learned.models.first().map(|kept| kept.hash.clone()),
    };
    let row = |kept: &readers::learning::KeptModel| ModelRow {
        number: kept.number,
        hash: kept.hash.chars().take(12).collect(),
        fitted: kept.fitted,
        slots: kept.model.learned_from(),
        in_use: Some(&kept.hash) == chosen.as_ref(),
    };
    learned.models.iter().map(row).collect()
}

fn fit(version: &readers::learning::Version) -> FitRow {
    FitRow {
        number: version.number,
        at: Time(version.at),
        rows: version.rows,
        seconds: version.seconds,
        adopted: version.adopted,
        auc: version.compared.map(|(slates, auc, _)| (auc[0], auc[1], slates)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_minute_is_a_zero_and_hours_are_named_sparsely() {
        let now = Time(1_000_000 * MINUTE + 5);
        let mut figures = Figures::default();
        figures.minutes.extend([(999_990, 4), (999_993, 2)]);
        let drawn = events(&figures, now);
        assert_eq!(drawn.len(), 10);
        assert_eq!((drawn[0], drawn[1], drawn[3]), ((-10.0, 4.0), (-9.0, 0.0), (-7.0, 2.0)));
        for (span, most) in [(0, 1), (5, 7), (30, 7), (336, 7)] {
            figures.hours = (0..=span).map(|hour| Hour { hour: 490_000 + hour, ..Hour::default() }).collect();
            let named = hours(&figures);
            assert!(named.len() <= most && (span < 2 || named.len() > 2), "{span}: {named:?}");
        }
    }
}
