//! What goes into a statement and what comes out of a row, for both databases.

use std::borrow::Cow;

use bytes::BytesMut;
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::{Error, Result};

/// One parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    Null,
    Int(i64),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Value::Int(number.into())
    }
}

impl From<bool> for Value<'_> {
    fn from(yes: bool) -> Self {
        Value::Int(yes.into())
    }
}

impl<'a> From<&'a str> for Value<'a> {
    /// PostgreSQL keeps no NUL in a text, so neither database does.
    fn from(text: &'a str) -> Self {
        match text.contains('\0') {
            true => Value::Text(text.replace('\0', "").into()),
            false => Value::Text(text.into()),
        }
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::from(text.as_str())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        match text.contains('\0') {
            true => Value::Text(text.replace('\0', "").into()),
            false => Value::Text(text.into()),
        }
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Value::Bytes(bytes.into())
    }
}

impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Value::Bytes(bytes.as_slice().into())
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(maybe: Option<T>) -> Self {
        maybe.map_or(Value::Null, Into::into)
    }
}

macro_rules! ids {
    ($($name:ident)*) => {$(
        impl From<model::$name> for Value<'_> {
            fn from(id: model::$name) -> Self {
                Value::Int(id.0)
            }
        }
    )*};
}
ids! { SourceId ItemId StoryId ReaderId FinderId ManuscriptId RevisionId AuthorId MediumId CommentId ClipId LetterId Time }

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) if *kind == Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
            Value::Int(number) => number.to_sql(kind, out),
            Value::Text(text) => text.as_ref().to_sql(kind, out),
            Value::Bytes(bytes) => bytes.as_ref().to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// One row of an answer. Columns are counted from 0.
pub enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident -> $kind:ty;)*) => {$(
        $(#[$doc])*
        pub fn $name(&self, column: usize) -> Result<$kind> {
            match self {
                Row::Sqlite(row) => row.get(column).map_err(odd_column),
                Row::Postgres(row) => row.try_get(column).map_err(odd_column),
            }
        }
    )*};
}

impl Row<'_> {
    getters! {
        int -> i64;
        maybe_int -> Option<i64>;
        text -> String;
        maybe_text -> Option<String>;
        bytes -> Vec<u8>;
        maybe_bytes -> Option<Vec<u8>>;
    }

    /// A text that is only looked at.
    pub fn str(&self, column: usize) -> Result<&str> {
        match self {
            Row::Sqlite(row) => row.get_ref(column).map_err(odd_column)?.as_str().map_err(odd_column),
            Row::Postgres(row) => row.try_get(column).map_err(odd_column),
        }
    }

    /// Bytes that are only looked at.
    pub fn slice(&self, column: usize) -> Result<&[u8]> {
        match self {
            Row::Sqlite(row) => row.get_ref(column).map_err(odd_column)?.as_blob().map_err(odd_column),
            Row::Postgres(row) => row.try_get(column).map_err(odd_column),
        }
    }

    pub fn is_true(&self, column: usize) -> Result<bool> {
        Ok(self.int(column)? != 0)
    }

    /// A number that was kept from 32 bits without a sign.
    pub fn count(&self, column: usize) -> Result<u32> {
        Ok(u32::try_from(self.int(column)?.max(0)).unwrap_or(u32::MAX))
    }
}

fn odd_column(why: impl std::fmt::Display) -> Error {
    Error::Statement { statement: "a row", words: why.to_string() }
}
