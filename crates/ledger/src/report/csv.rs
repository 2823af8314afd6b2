//! What do tables look like as bytes?
//!
//! RFC 4180: cells with commas between them; one that holds a comma, a quote or a line break stands in quotes.

use super::Report;

/// Adds a line.
pub fn line<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>, end: &str) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str(end);
}

const COLUMNS: [&str; 5] = ["table", "group", "measure", "count", "of"];

/// The tables in their order; in each, the total and then the groups as they are sorted; in each, the measures in their order.
pub fn report(report: &Report) -> Vec<u8> {
    let mut out = String::new();
    line(&mut out, COLUMNS, "\n");
    for table in &report.tables {
        let groups = table.rows().map(|(group, figures)| {
            let named = table.keys.iter().zip(group).map(|(key, value)| format!("{key}={value}"));
            (named.collect::<Vec<_>>().join(" "), figures)
        });
        for (group, figures) in std::iter::once((String::new(), table.total())).chain(groups) {
            for (measure, figure) in table.measures.iter().zip(figures) {
                let of = figure.of.map_or(String::new(), |of| of.to_string());
                line(&mut out, [table.name, &group, measure.name(), &figure.count.to_string(), &of], "\n");
            }
        }
    }
    out.into_bytes()
}
