//! The database as somebody sees it who has nothing but it.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use store::Database;

use crate::setup::Place;

const FILE: &str = "store.sqlite";

/// Runs SQL beside the store, on either database.
pub fn sql(place: &Place, sql: &str) {
    match &place.database {
        Database::Sqlite(folder) => Connection::open(folder.join(FILE)).unwrap().execute_batch(sql).unwrap(),
        Database::Postgres(_) => {
            place.psql(&format!("set search_path to \"{}\"; {sql}", schema(place)));
        }
    }
}

/// Every row of every table after its table's name, in small letters; bytes as hexadecimal digits.
pub fn dump(place: &Place) -> String {
    let all = match &place.database {
        Database::Sqlite(folder) => dump_sqlite(&folder.join(FILE)),
        Database::Postgres(_) => dump_postgres(place),
    };
    all.to_lowercase()
}

/// The files themselves, free pages and all; empty where another program keeps them.
pub fn files(place: &Place) -> String {
    let Database::Sqlite(folder) = &place.database else { return String::new() };
    let wal = format!("{FILE}-wal");
    let bytes = [FILE, &wal].map(|name| std::fs::read(folder.join(name)).unwrap_or_default()).concat();
    String::from_utf8_lossy(&bytes).to_lowercase()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As it is, or in the hexadecimal digits of its small letters, its capitals, or both.
pub fn holds(dump: &str, mark: &str) -> bool {
    let mut capital = mark.to_owned();
    capital[..1].make_ascii_uppercase();
    let hexes = [mark.to_lowercase(), mark.to_uppercase(), capital].map(|mark| hex(mark.as_bytes()));
    dump.contains(&mark.to_lowercase()) || hexes.iter().any(|hex| dump.contains(hex.as_str()))
}

fn schema(place: &Place) -> String {
    format!("edition_{}", place.edition.name.as_str())
}

fn dump_sqlite(file: &Path) -> String {
    let connection = Connection::open(file).unwrap();
    let mut asked = connection.prepare("select name from sqlite_schema where type = 'table'").unwrap();
    let tables: Vec<String> = asked.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let mut all = String::new();
    for table in tables {
        let mut asked = connection.prepare(&format!("select * from {table}")).unwrap();
        let columns = asked.column_count();
        let mut rows = asked.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            all += &format!("\n{table}");
            for column in 0..columns {
                all += &match row.get_ref(column).unwrap() {
                    ValueRef::Text(text) => format!("|{}", String::from_utf8_lossy(text)),
                    ValueRef::Blob(bytes) => format!("|{}", hex(bytes)),
                    number => format!("|{number:?}"),
                };
            }
        }
    }
    all
}

fn dump_postgres(place: &Place) -> String {
    let schema = schema(place);
    let named = "select table_name from information_schema.tables where table_schema =";
    let tables = place.psql(&format!("{named} '{schema}'"));
    let rows = |table| place.psql(&format!("select '{table}', t::text from \"{schema}\".{table} t"));
    tables.lines().map(|table| format!("\n{}", rows(table))).collect()
}
