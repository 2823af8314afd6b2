//! Every signal of every example in one file, for other programs to learn from: a line of JSON that says what follows,
//! then the readings as little-endian singles, row after row, then each column as doubles.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use model::Time;
use serde_json::json;
use timeline::Weighed;
use timeline::learn::Head;
use timeline::signals::{Scope, WIDTH, column_group, column_name, column_scope};

const COLUMNS: [&str; 7] =
    ["time_ms", "impression", "reader", "counted", "label", "caulbart_value", "caulbart_probability"];

pub struct Export {
    path: PathBuf,
    label: Head,
    /// Readings go to a file beside it, because the first line says how many there are.
    readings: BufWriter<File>,
    columns: [Vec<f64>; COLUMNS.len()],
}

impl Export {
    pub fn create(path: &Path, label: Head) -> Result<Export> {
        let beside = beside(path);
        let file = File::options().read(true).write(true).create(true).truncate(true).open(&beside);
        let file = file.with_context(|| format!("cannot write {}", beside.display()))?;
        Ok(Export { path: path.to_owned(), label, readings: BufWriter::new(file), columns: Default::default() })
    }

    pub fn add(
        &mut self,
        weighed: &Weighed,
        positive: &[bool],
        at: Time,
        impression: u64,
        reader: u64,
        counted: bool,
    ) -> Result<()> {
        for reading in weighed.slate.readings() {
            self.readings.write_all(&reading.to_le_bytes())?;
        }
        for (place, &positive) in positive.iter().enumerate() {
            let row = [
                at.0 as f64,
                impression as f64,
                reader as f64,
                f64::from(u8::from(counted)),
                f64::from(u8::from(positive)),
                weighed.values[place],
                weighed.probabilities[place],
            ];
            for (column, number) in self.columns.iter_mut().zip(row) {
                column.push(number);
            }
        }
        Ok(())
    }

    pub fn finish(self) -> Result<()> {
        let Export { path, label, readings, columns } = self;
        let mut readings = readings.into_inner().context("the readings could not be written to the end")?;
        let mut out = BufWriter::new(File::create(&path).with_context(|| format!("cannot write {}", path.display()))?);
        let names: Vec<String> = (0..WIDTH).map(column_name).collect();
        let groups: Vec<&str> = (0..WIDTH).map(|column| column_group(column).word()).collect();
        let of_the_moment: Vec<bool> = (0..WIDTH).map(|column| column_scope(column) == Scope::Moment).collect();
        let head = json!({
            "signals": names,
            "groups": groups,
            "of_the_moment": of_the_moment,
            "rows": columns[0].len(),
            "label": if label == Head::Finish { "finished" } else { "opened" },
            "columns": COLUMNS,
        });
        writeln!(out, "{head}")?;
        readings.seek(SeekFrom::Start(0))?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = readings.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            out.write_all(&buffer[..read])?;
        }
        for column in &columns {
            for number in column {
                out.write_all(&number.to_le_bytes())?;
            }
        }
        out.flush()?;
        std::fs::remove_file(beside(&path))?;
        Ok(())
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".readings");
    PathBuf::from(name)
}
