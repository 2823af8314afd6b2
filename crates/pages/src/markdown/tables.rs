//! Tables, a line a row. The first row is the head, since Markdown has no table without one.

use super::inline::{self, Line};
use super::walk::Walk;

/// Columns of a table.
const MOST_COLUMNS: usize = 60;

#[derive(Default)]
pub struct Table {
    rows: Vec<Vec<Line>>,
    /// Columns that the last cell spans besides its first: they stay empty.
    spanned: usize,
    /// A caption, or whatever stands in no cell: it comes first.
    beside: Line,
}

impl Table {
    pub fn row(&mut self) {
        self.rows.push(Vec::new());
        self.spanned = 0;
    }

    pub fn cell(&mut self, span: usize) {
        if self.rows.is_empty() {
            self.row();
        }
        if let Some(row) = self.rows.last_mut() {
            let length = (row.len() + self.spanned + 1).min(MOST_COLUMNS);
            row.resize_with(length, Line::default);
        }
        self.spanned = span.clamp(1, MOST_COLUMNS) - 1;
    }

    /// The cell that is being written, or what stands beside all cells.
    pub fn last(&mut self) -> &mut Line {
        let row = self.rows.last_mut().and_then(|row| row.last_mut());
        row.unwrap_or(&mut self.beside)
    }
}

impl Walk<'_, '_> {
    pub(super) fn write_table(&mut self, table: Table) {
        if !table.beside.is_empty() {
            let beside = self.written(&table.beside);
            self.blocks.block(&beside);
        }
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut text = String::new();
        for (at, row) in table.rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).enumerate() {
            if at > 0 {
                text.push('\n');
            }
            for column in 0..width {
                let cell = row.get(column).map(|cell| inline::write(cell, &self.addresses, true)).unwrap_or_default();
                text.push_str("| ");
                text.push_str(&cell);
                text.push(' ');
            }
            text.push('|');
            if at == 0 {
                text.push('\n');
                text.push_str(&"| --- ".repeat(width));
                text.push('|');
            }
        }
        if !text.is_empty() {
            self.blocks.block(&text);
        }
    }
}
