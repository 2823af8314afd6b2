//! JSON as tables of rows, from bytes that may be wrong in any way.
//!
//! A database written as JSON is objects whose members are lists of objects. It is read row by row; a row is its texts,
//! numbers and truths by their names, all as text, and what is nested in it is passed over. A row has a cap.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Bytes of one row.
const MOST_ROW: u64 = 32 << 20;
/// Members of one row.
const MOST_MEMBERS: usize = 500;

/// The members of an object that are texts, numbers or truths; a bare value has the name `""`.
pub type Row = BTreeMap<String, String>;

/// Receives a table's name and a row of it.
pub type Rows<'t> = dyn FnMut(&str, Row) -> ControlFlow<()> + 't;

/// Reads rows to the end, or as far as the text is JSON; a sentence where it is not.
///
/// Members called by one of `through` hold further tables.
pub fn tables(reader: impl BufRead, through: &[&str], rows: &mut Rows) -> Result<(), String> {
    let budget = Rc::new(Cell::new(MOST_ROW));
    let reader = Metered { reader, budget: Rc::clone(&budget) };
    let mut stopped = false;
    let walk = Walk { through, rows, budget: &budget, stopped: &mut stopped };
    let result = walk.deserialize(&mut serde_json::Deserializer::from_reader(reader));
    match result {
        Ok(()) => Ok(()),
        Err(_) if stopped => Ok(()),
        Err(fault) if fault.is_eof() => {
            Err("It ends too early: it was cut off, so what followed is missing. Export it again.".to_owned())
        }
        Err(fault) => Err(format!("It is not JSON from here on, so what follows is missing: {fault}.")),
    }
}

/// One object in a text of its own.
pub fn row(text: &str) -> Option<Row> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let row = RowSeed.deserialize(&mut reader).ok()??;
    reader.end().ok()?;
    Some(row)
}

/// Gives an error instead of more bytes than one row may have.
struct Metered<R> {
    reader: R,
    budget: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.reader.read(into)?;
        let left = self.budget.get().checked_sub(read as u64);
        self.budget.set(left.ok_or_else(|| std::io::Error::other("a single entry is longer than 32 MB"))?);
        Ok(read)
    }
}

struct Walk<'w, 'r> {
    through: &'w [&'w str],
    rows: &'w mut Rows<'r>,
    budget: &'w Cell<u64>,
    stopped: &'w mut bool,
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("tables")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        loop {
            let next = Walk { through: self.through, rows: self.rows, budget: self.budget, stopped: self.stopped };
            if list.next_element_seed(next)?.is_none() {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            self.budget.set(MOST_ROW);
            if self.through.contains(&name.as_str()) {
                let next = Walk { through: self.through, rows: self.rows, budget: self.budget, stopped: self.stopped };
                map.next_value_seed(next)?;
            } else {
                let table = Table { name: &name, rows: self.rows, budget: self.budget, stopped: self.stopped };
                map.next_value_seed(table)?;
            }
        }
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

struct Table<'w, 'r> {
    name: &'w str,
    rows: &'w mut Rows<'r>,
    budget: &'w Cell<u64>,
    stopped: &'w mut bool,
}

impl Table<'_, '_> {
    fn give<E: serde::de::Error>(&mut self, row: Row) -> Result<(), E> {
        self.budget.set(MOST_ROW);
        if (self.rows)(self.name, row).is_break() {
            *self.stopped = true;
            return Err(E::custom("stopped"));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Table<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Table<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(row) = list.next_element_seed(RowSeed)? {
            self.give(row.unwrap_or_default())?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<(), A::Error> {
        let row = read_members(map)?;
        self.give(row)
    }

    fn visit_str<E: serde::de::Error>(mut self, value: &str) -> Result<(), E> {
        self.give(Row::from([(String::new(), value.to_owned())]))
    }
    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.visit_str(if value { "true" } else { "false" })
    }
    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.visit_str(&value.to_string())
    }
    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.visit_str(&value.to_string())
    }
    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.visit_str(&value.to_string())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A row; `None` where something else stands.
struct RowSeed;

impl<'de> DeserializeSeed<'de> for RowSeed {
    type Value = Option<Row>;
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Option<Row>, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RowSeed {
    type Value = Option<Row>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<Row>, A::Error> {
        read_members(map).map(Some)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<Row>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }
    fn visit_str<E>(self, _: &str) -> Result<Option<Row>, E> {
        Ok(None)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Option<Row>, E> {
        Ok(None)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Option<Row>, E> {
        Ok(None)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Option<Row>, E> {
        Ok(None)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Option<Row>, E> {
        Ok(None)
    }
    fn visit_unit<E>(self) -> Result<Option<Row>, E> {
        Ok(None)
    }
}

fn read_members<'de, A: MapAccess<'de>>(mut map: A) -> Result<Row, A::Error> {
    let mut row = Row::new();
    while let Some(name) = map.next_key::<String>()? {
        if let Some(value) = map.next_value_seed(Scalar)?
            && row.len() < MOST_MEMBERS
        {
            row.insert(name, value);
        }
    }
    Ok(row)
}

struct Scalar;

impl<'de> DeserializeSeed<'de> for Scalar {
    type Value = Option<String>;
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Option<String>, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scalar {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_string<E>(self, value: String) -> Result<Option<String>, E> {
        Ok(Some(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Option<String>, E> {
        Ok(Some(value.to_owned()))
    }
    fn visit_bool<E>(self, value: bool) -> Result<Option<String>, E> {
        Ok(Some(value.to_string()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Option<String>, E> {
        Ok(Some(value.to_string()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Option<String>, E> {
        Ok(Some(value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Option<String>, E> {
        Ok(Some(value.to_string()))
    }
    fn visit_unit<E>(self) -> Result<Option<String>, E> {
        Ok(None)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<String>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<String>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::tables;

    fn read(json: &str) -> String {
        let mut out = String::new();
        let result = tables(json.as_bytes(), &["db", "data"], &mut |table, row| {
            out.push_str(&format!("{table}{row:?} "));
            ControlFlow::Continue(())
        });
        out + if result.is_err() { "!" } else { "" }
    }

    #[test]
    fn rows_are_found_wherever_their_tables_lie() {
        for (json, want) in [
            (
                r#"{"db":[{"meta":{"v":1},"data":{"posts":[{"id":"a"},{"id":2,"x":[1]}]}}]}"#,
                r#"meta{"v": "1"} posts{"id": "a"} posts{"id": "2"} "#,
            ),
            (r#"{"data":{"tags":[null,3,{"a":true,"b":null}]}}"#, r#"tags{} tags{} tags{"a": "true"} "#),
            (r#"{"format":1,"none":null}"#, r#"format{"": "1"} "#),
            (r#"{"posts":[{"id":"a"},{"id":"#, r#"posts{"id": "a"} !"#),
            ("[]", ""),
            ("3", ""),
            ("", "!"),
            ("nonsense", "!"),
        ] {
            assert_eq!(read(json), want, "{json}");
        }
        assert!(read(&"[".repeat(100_000)).ends_with('!'));
    }
}
