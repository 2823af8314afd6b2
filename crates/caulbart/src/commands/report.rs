//! What happened in a month, a quarter or a year, in numbers; published, and in the EU's form.

use std::path::Path;

use anyhow::{Context, Result, bail};
use ledger::entry::Minute;
use ledger::report::dsa::{Service, Template};
use ledger::report::{Figure, Measure, Period, Table};
use model::Time;
use oversight::Reported;
use serde_json::{Map, Value, json};

use super::{Usage, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Report;
use crate::wiring::Opened;

pub async fn run(settings: Settings, asked: Report) -> Result<()> {
    let now = Time::now();
    let today = Minute::from_seconds(now.0 / 1000).day();
    let period = match &asked.period {
        Some(typed) => Period::parse(typed).map_err(|why| Usage(format!("`{typed}`: {why}.")))?,
        None => Period::parse(&today.to_string()[..7])?,
    };
    if period.start() > Minute::from_seconds(now.0 / 1000) {
        return Err(Usage(format!("`{period}` has not begun yet: name a month, a quarter or a year that has.")).into());
    }
    let edition = Opened::open(&settings).await?;
    let oversight = &edition.oversight;
    let Reported { report, is_final } = oversight.reported(period)?;
    if asked.publish {
        let is_new = oversight.publish(period).await?;
        let said = if is_new { "is published" } else { "was published before" };
        tracing::info!("the report {period} {said}");
        if !settings.json {
            say(&format!("The report {period} {said}, as /ledger/reports/{period}.csv with its note."));
        }
    }
    if let Some(folder) = &asked.dsa {
        let mut template = Template::new(period);
        oversight.each_entry(|_, entry| template.add(entry))?;
        let provider = asked.provider.as_deref().unwrap_or_default();
        let service = Service {
            name: &settings.edition.title,
            provider,
            published: asked.publish.then_some(today),
            previously: None,
        };
        write(folder, &template.parts(&service))?;
    }
    oversight.book().close();
    if settings.json {
        let tables = report.tables.iter().map(|table| (table.name.to_owned(), as_json(table))).collect::<Map<_, _>>();
        let (from, to) = (report.from, report.to);
        return say_json(
            &json!({ "period": period.to_string(), "from": from, "to": to, "final": is_final, "tables": tables }),
        );
    }
    let so_far = if is_final { "" } else { ", so far" };
    say(&format!("{period}{so_far}: entries {} to {} of the ledger", report.from, report.to));
    report.tables.iter().for_each(tell);
    Ok(())
}

fn write(folder: &Path, parts: &[ledger::report::dsa::Part]) -> Result<()> {
    let shown = folder.display();
    if folder.exists() {
        bail!("{shown} is there already; name a new folder, so that what somebody filled in is not lost.");
    }
    std::fs::create_dir_all(folder).with_context(|| format!("{shown} could not be made"))?;
    for part in parts {
        let path = folder.join(part.name);
        std::fs::write(&path, &part.bytes).with_context(|| format!("{} could not be written", path.display()))?;
    }
    Ok(())
}

fn tell(table: &Table) {
    say("");
    say(&format!("{}: {}", table.name, in_words(table.measures, table.total())));
    for (group, figures) in table.rows() {
        say(&format!("  {}: {}", group.join(" "), in_words(table.measures, figures)));
    }
}

fn in_words(measures: &[Measure], figures: &[Figure]) -> String {
    let words: Vec<String> =
        measures.iter().zip(figures).map(|(measure, figure)| format!("{} {figure}", measure.name())).collect();
    words.join(", ")
}

fn as_json(table: &Table) -> Value {
    let figures = |figures: &[Figure]| -> Map<String, Value> {
        let one = |(measure, figure): (&Measure, &Figure)| {
            (measure.name().to_owned(), json!({ "count": figure.count, "of": figure.of }))
        };
        table.measures.iter().zip(figures).map(one).collect()
    };
    let rows: Vec<Value> = table
        .rows()
        .map(|(group, row)| {
            let keys: Map<String, Value> =
                table.keys.iter().zip(group).map(|(key, value)| ((*key).to_owned(), json!(value))).collect();
            json!({ "group": keys, "figures": figures(row) })
        })
        .collect();
    json!({ "total": figures(table.total()), "rows": rows })
}
