//! Many short lists in one long one: four bytes an entry and six a list, instead of an allocation for each.

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    start: u32,
    len: u16,
}

pub(crate) struct Pages<T> {
    entries: Vec<T>,
    torn: usize,
}

impl<T> Default for Pages<T> {
    fn default() -> Self {
        Pages { entries: Vec::new(), torn: 0 }
    }
}

impl<T: Copy> Pages<T> {
    /// Keeps the first 65,535 entries of a list; what is longer is not a title.
    pub(crate) fn write(&mut self, list: &[T]) -> Span {
        let len = list.len().min(usize::from(u16::MAX));
        let span = Span { start: self.entries.len() as u32, len: len as u16 };
        make_room(&mut self.entries, len);
        self.entries.extend_from_slice(&list[..len]);
        span
    }

    pub(crate) fn read(&self, span: Span) -> &[T] {
        let start = span.start as usize;
        &self.entries[start..start + usize::from(span.len)]
    }

    pub(crate) fn tear_out(&mut self, span: Span) {
        self.torn += usize::from(span.len);
    }

    /// More holes than text?
    pub(crate) fn is_torn(&self) -> bool {
        self.torn > 4096 && self.torn * 2 > self.entries.len()
    }

    pub(crate) fn rewrite<'a>(&mut self, spans: impl Iterator<Item = &'a mut Span>) {
        let mut entries = Vec::with_capacity(self.entries.len() - self.torn);
        for span in spans {
            let start = entries.len() as u32;
            entries.extend_from_slice(self.read(*span));
            span.start = start;
        }
        self.entries = entries;
        self.torn = 0;
    }

    pub(crate) fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<T>()
    }
}

/// Adds to a long column. It grows by an eighth, not by doubling: with a million items half of it would be air.
pub(crate) fn push<T>(column: &mut Vec<T>, entry: T) {
    make_room(column, 1);
    column.push(entry);
}

fn make_room<T>(column: &mut Vec<T>, more: usize) {
    if column.capacity() - column.len() < more {
        column.reserve_exact(more.max(column.len() / 8).max(64));
    }
}
