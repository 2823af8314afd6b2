//! How well are readers' choices foretold? A log, replayed in time through the code that serves: each impression is
//! scored with what was known before it, and what came of it becomes known a while later.

mod export;
mod histories;
mod plot;
mod policy;
mod replay;

use std::fs;

use anyhow::{Context, Result, bail};
use model::Time;
use serde_json::{Value, json};
use timeline::Group;
use timeline::evaluate::{Figures, SlateFigures};
use timeline::learn::Head;

use super::logs::Log;
use super::{Usage, complain, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::{Evaluate, Label};
use replay::{Asked, Replay, Replayed};

pub fn run(settings: &Settings, wanted: &Evaluate) -> Result<()> {
    let without: Vec<Group> = wanted.without.iter().map(|word| group(word)).collect::<Result<_>>()?;
    let warmup_until = wanted.warmup_until.as_deref().map(time).transpose()?;
    let delay = duration(&wanted.feedback_delay)?;
    let (log, impressions) = Log::open(&wanted.folders)?;
    let label = match wanted.label {
        Label::Finished if !log.has_finished => {
            bail!(Usage("This log does not say what was finished; leave out --label.".into()))
        }
        Label::Finished => Head::Finish,
        Label::Auto if log.has_finished => Head::Finish,
        Label::Auto | Label::Opened => Head::Open,
    };
    if log.impressions == 0 {
        bail!("This log holds no impressions; there is nothing to foretell.");
    }
    if let (Some(until), Some(last)) = (warmup_until, log.last_ms)
        && until.0 > last
    {
        bail!(Usage(format!(
            "The warm-up ends after the last impression ({}), so nothing would be counted.",
            Time(last).rfc3339()
        )));
    }
    let export = wanted.export_signals.as_deref().map(|file| export::Export::create(file, label)).transpose()?;
    let asked = Asked { label, without, warmup_until, delay };
    let replayed = Replay::new(&log, asked).run(impressions, export)?;
    if let Some(file) = &wanted.plot {
        let drawn = plot::learning_curve(&replayed);
        fs::write(file, drawn).with_context(|| format!("cannot write {}", file.display()))?;
    }
    for fault in &log.faults.clone().with(&replayed.faults).told {
        complain(fault);
    }
    if settings.json {
        return say_json(&as_json(&replayed, label));
    }
    print(&replayed, label);
    Ok(())
}

fn as_json(replayed: &Replayed, label: Head) -> Value {
    let Figures {
        impressions,
        examples,
        auc,
        mrr,
        ndcg5,
        ndcg10,
        pooled_auc,
        log_loss,
        calibration_error,
        reader_auc,
        ..
    } = replayed.figures;
    let SlateFigures { coverage, diversity, novelty } = replayed.slates;
    let mut told = json!({
        "impressions": impressions,
        "examples": examples,
        "auc": auc,
        "mrr": mrr,
        "ndcg5": ndcg5,
        "ndcg10": ndcg10,
        "pooled_auc": pooled_auc,
        "log_loss": log_loss,
        "calibration_error": calibration_error,
        "reader_auc": reader_auc,
        "coverage": coverage,
        "diversity": diversity,
        "novelty": novelty,
        "label": if label == Head::Finish { "finished" } else { "opened" },
        "fits": replayed.fits,
        "fit_seconds": replayed.fit_seconds,
        "examples_per_second": replayed.examples_per_second,
        "seconds": replayed.seconds,
        "peak_mb": replayed.peak_mb,
    });
    if let Some(policy) = &replayed.policy {
        told["policy"] = policy.as_json();
    }
    told
}

fn print(replayed: &Replayed, label: Head) {
    let figures = &replayed.figures;
    let told = |figure: Option<f64>| figure.map_or("–".to_owned(), |figure| format!("{figure:.4}"));
    let what = if label == Head::Finish { "finished" } else { "opened" };
    say(&format!(
        "{} impressions with both outcomes, {} examples, label: {what}",
        figures.impressions, figures.examples
    ));
    say(&format!(
        "  AUC {}  MRR {}  nDCG@5 {}  nDCG@10 {}",
        told(figures.auc),
        told(figures.mrr),
        told(figures.ndcg5),
        told(figures.ndcg10)
    ));
    say(&format!(
        "  pooled AUC {}  log loss {}  calibration error {}",
        told(figures.pooled_auc),
        told(figures.log_loss),
        told(figures.calibration_error)
    ));
    say(&format!("  AUC within readers {}", told(figures.reader_auc)));
    let slates = &replayed.slates;
    say(&format!(
        "  coverage {}  diversity {}  novelty {} bits",
        told(slates.coverage),
        told(slates.diversity),
        told(slates.novelty)
    ));
    if let Some(policy) = &replayed.policy {
        policy.print();
    }
    say(&format!(
        "  {:.1} s, of these {:.1} s for {} fits of the trees; {:.0} examples/s scored and learned; {} MB at most",
        replayed.seconds, replayed.fit_seconds, replayed.fits, replayed.examples_per_second, replayed.peak_mb
    ));
}

fn group(word: &str) -> Result<Group> {
    Group::ALL.into_iter().find(|group| group.word() == word).ok_or_else(|| {
        let words: Vec<&str> = Group::ALL.iter().map(|group| group.word()).collect();
        Usage(format!("“{word}” is no group of signals; the groups are {}.", words.join(", "))).into()
    })
}

fn time(text: &str) -> Result<Time> {
    if let Ok(ms) = text.parse::<i64>() {
        return Ok(Time(ms));
    }
    let parsed: jiff::Timestamp = text
        .parse()
        .map_err(|_| Usage(format!("“{text}” is no time; write 2026-11-23T06:00:00Z or Unix milliseconds.")))?;
    Ok(Time(parsed.as_millisecond()))
}

/// In milliseconds.
fn duration(text: &str) -> Result<i64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "" | "s" => 1_000,
        "ms" => 1,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => 0,
    };
    match digits.parse::<i64>() {
        Ok(number) if unit > 0 && (0..=1_000_000_000).contains(&number) => Ok(number * unit),
        _ => bail!(Usage(format!("“{text}” is no time; write 60s, 10m or 1h."))),
    }
}

#[cfg(test)]
mod tests {
    use super::{duration, time};

    #[test]
    fn times_are_read_in_all_their_forms_and_nothing_else() {
        for (text, ms) in
            [("60s", 60_000), ("60", 60_000), ("250ms", 250), ("10m", 600_000), ("1h", 3_600_000), ("0s", 0)]
        {
            assert_eq!(duration(text).unwrap(), ms, "{text}");
        }
        for wrong in ["", "s", "-5s", "60 s", "1d", "x", "99999999999999999999s"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
        assert_eq!(time("2023-05-23T07:00:00Z").unwrap().0, 1_684_825_200_000);
        assert_eq!(time("1684825200000").unwrap().0, 1_684_825_200_000);
        assert!(time("yesterday").is_err());
    }
}
