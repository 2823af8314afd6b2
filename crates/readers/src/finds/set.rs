//! The finders of all readers as one set of conditions.

use model::{Finder, Language, Task};
use search::{Condition, Conditions, Query, SearchDoc, Text};

pub(crate) struct FinderSet {
    finders: Vec<Finder>,
    conditions: Conditions,
    /// Those that their words may be of.
    languages: Vec<Language>,
}

impl FinderSet {
    pub(crate) fn new(finders: Vec<Finder>, languages: Vec<Language>) -> FinderSet {
        let read = |finder: &Finder| Query::read(&finder.query).query;
        // One that asks for nothing would find everything; nobody meant that.
        let finders: Vec<Finder> = finders.into_iter().filter(|finder| !read(finder).is_empty()).collect();
        let conditions = Conditions::new(finders.iter().map(|finder| Condition::of(&read(finder), &languages)));
        FinderSet { finders, conditions, languages }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.finders.is_empty()
    }

    pub(crate) fn tells_anybody(&self) -> bool {
        self.finders.iter().any(|finder| finder.task == Task::Tell)
    }

    pub(crate) fn knows(&self, languages: &[Language]) -> bool {
        languages.iter().all(|language| self.languages.contains(language))
    }

    /// The finders that find this item.
    pub(crate) fn that_find<'a>(&'a self, doc: &SearchDoc) -> impl Iterator<Item = &'a Finder> {
        self.conditions.that_hold(&Text::of(doc)).into_iter().filter_map(|place| self.finders.get(place))
    }
}
