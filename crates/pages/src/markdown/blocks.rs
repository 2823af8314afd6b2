//! Blocks inside of lists and quotes, as lines with what stands before them.

/// Lists and quotes inside one another; deeper ones are written as if they were not.
pub const MOST_DEPTH: usize = 8;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Holder {
    /// No other holder's.
    id: usize,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Quote,
    Item {
        list: List,
        marker: String,
        /// Its marker stands already.
        is_begun: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    id: usize,
    is_ordered: bool,
    /// Written with the other sign, since another list stands right before it.
    is_other: bool,
    pub next: u32,
}

#[derive(Debug, Default)]
pub struct Blocks {
    out: String,
    holders: Vec<Holder>,
    /// The holders of the last block.
    last: Vec<Holder>,
    ids: usize,
}

impl Blocks {
    pub fn finish(self) -> String {
        self.out
    }

    pub fn len(&self) -> usize {
        self.out.len()
    }

    pub fn depth(&self) -> usize {
        self.holders.len()
    }

    pub fn begin_quote(&mut self) {
        let id = self.id();
        self.holders.push(Holder { id, kind: Kind::Quote });
    }

    /// Ends everything deeper than `depth`.
    pub fn end_to(&mut self, depth: usize) {
        self.holders.truncate(depth);
    }

    pub fn list(&mut self, is_ordered: bool, start: u32) -> List {
        let id = self.id();
        // Two lists of one kind beside each other would be one.
        let beside = self.last.get(self.holders.len()).map(|holder| &holder.kind);
        let is_other = match beside {
            Some(Kind::Item { list, .. }) => list.is_ordered == is_ordered && !list.is_other,
            _ => false,
        };
        List { id, is_ordered, is_other, next: start.min(99_999_999) }
    }

    pub fn begin_item(&mut self, list: &List) {
        let marker = match (list.is_ordered, list.is_other) {
            (true, false) => format!("{}. ", list.next),
            (true, true) => format!("{}) ", list.next),
            (false, false) => "- ".to_owned(),
            (false, true) => "* ".to_owned(),
        };
        let id = self.id();
        self.holders.push(Holder { id, kind: Kind::Item { list: *list, marker, is_begun: false } });
    }

    /// Whether the item that is open holds anything yet.
    pub fn item_is_begun(&self) -> bool {
        matches!(self.holders.last(), Some(Holder { kind: Kind::Item { is_begun: true, .. }, .. }))
    }

    /// Opens the last block's item of a list again: a list beside its items belongs to the one before.
    pub fn reopen_item(&mut self, list: &List) -> bool {
        match self.last.get(self.holders.len()) {
            Some(holder) if matches!(&holder.kind, Kind::Item { list: of, .. } if of.id == list.id) => {
                self.holders.push(holder.clone());
                true
            }
            _ => false,
        }
    }

    /// Whether the last block stands in an item of this list, at the depth that is open.
    pub fn ends_with(&self, list: &List) -> bool {
        let holder = self.last.get(self.holders.len());
        matches!(holder, Some(Holder { kind: Kind::Item { list: of, .. }, .. }) if of.id == list.id)
    }

    /// Writes a block of one or more lines.
    pub fn block(&mut self, text: &str) {
        if !self.out.is_empty() && !self.follows_closely() {
            let shared = self.holders.iter().zip(&self.last).take_while(|(one, other)| one.id == other.id).count();
            let mut line = String::new();
            for holder in &self.holders[..shared] {
                push_prefix(&mut line, holder);
            }
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
        for text in text.split('\n') {
            let mut line = String::new();
            for holder in &mut self.holders {
                match &mut holder.kind {
                    Kind::Item { marker, is_begun, .. } if !*is_begun => {
                        *is_begun = true;
                        line.push_str(marker);
                    }
                    _ => push_prefix(&mut line, holder),
                }
            }
            line.push_str(text);
            self.out.push_str(if text.is_empty() { line.trim_end_matches(' ') } else { &line });
            self.out.push('\n');
        }
        self.last.clone_from(&self.holders);
    }

    /// An entry right after the one before it, or the first of a list inside of an entry, needs no empty line.
    fn follows_closely(&self) -> bool {
        let Some(at) = self.holders.iter().position(|holder| matches!(holder.kind, Kind::Item { is_begun: false, .. }))
        else {
            return false;
        };
        let shares = |count: usize| {
            let pair = (self.holders.get(..count), self.last.get(..count));
            matches!(pair, (Some(ours), Some(last)) if ours.iter().zip(last).all(|(one, other)| one.id == other.id))
        };
        let Some(Holder { kind: Kind::Item { list, .. }, .. }) = self.holders.get(at) else { return false };
        let is_next =
            matches!(self.last.get(at), Some(Holder { kind: Kind::Item { list: of, .. }, .. }) if of.id == list.id);
        // Only a list that begins with 1 may follow a paragraph's line.
        let is_inner = at > 0
            && self.last.len() == at
            && matches!(self.holders[at - 1].kind, Kind::Item { .. })
            && (!list.is_ordered || list.next == 1);
        shares(at) && (is_next || is_inner)
    }

    fn id(&mut self) -> usize {
        self.ids += 1;
        self.ids
    }
}

fn push_prefix(line: &mut String, holder: &Holder) {
    match &holder.kind {
        Kind::Quote => line.push_str("> "),
        Kind::Item { marker, .. } => line.extend(std::iter::repeat_n(' ', marker.len())),
    }
}
