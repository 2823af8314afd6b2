//! The vault's own database file. The only SQL outside `store`.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};

use crate::Error;

/// What is deleted is overwritten; what is written is on the disk before it is answered.
const PRAGMAS: &str = "
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma secure_delete = on;
    pragma foreign_keys = on;
    pragma busy_timeout = 10000;
";

const TABLES: &str = "
    create table if not exists readers (
        reader integer not null primary key,
        -- Under the vault's own key: identity, contact, follows, history, tag.
        identity blob not null,
        contact blob not null,
        follows blob not null,
        history blob not null,
        tag blob not null
    ) strict;
    -- All of a reader's keys, wrapped under something that only she has.
    create table if not exists holders (
        id blob not null primary key,
        reader integer not null references readers (reader) on delete cascade,
        wrapped blob not null
    ) strict, without rowid;
    create index if not exists holders_of on holders (reader);
    -- Who was known before there was a vault: whoever brings what this is the hash of is given the keys once.
    create table if not exists adopters (
        id blob not null primary key,
        reader integer not null references readers (reader) on delete cascade
    ) strict, without rowid;
    -- Keys that a reader deposited for one errand alone, wrapped once more.
    create table if not exists deposits (
        reader integer not null references readers (reader) on delete cascade,
        errand text not null,
        wrapped blob not null,
        -- Milliseconds since 1970.
        since integer not null,
        uses integer not null,
        primary key (reader, errand)
    ) strict, without rowid;
    create table if not exists erased (
        reader integer not null primary key
    ) strict;
    -- Ledger entries that opened something: none opens twice.
    create table if not exists spent (
        entry integer not null primary key
    ) strict;
    create table if not exists settings (
        name text not null primary key,
        value blob not null
    ) strict, without rowid;
";

pub(crate) struct File(Connection);

pub(crate) struct Escrow {
    pub classes: [Vec<u8>; 4],
    pub tag: Vec<u8>,
}

impl File {
    pub fn open(path: &Path) -> Result<File, Error> {
        let failed = |why: rusqlite::Error| Error::File(path.display().to_string(), why.to_string());
        File::ready(Connection::open(path).map_err(failed)?)
            .map_err(|why| Error::File(path.display().to_string(), why.to_string()))
    }

    /// Gone with the process.
    pub fn in_memory() -> Result<File, Error> {
        File::ready(Connection::open_in_memory()?)
    }

    fn ready(connection: Connection) -> Result<File, Error> {
        connection.execute_batch(PRAGMAS)?;
        connection.execute_batch(TABLES)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(File(connection))
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.0
    }

    /// All that `work` writes is kept, or nothing of it.
    pub fn at_once<T>(&mut self, work: impl FnOnce(&File) -> Result<T, Error>) -> Result<T, Error> {
        self.0.execute_batch("begin immediate")?;
        let done = work(self);
        self.0.execute_batch(if done.is_ok() { "commit" } else { "rollback" })?;
        done
    }

    pub fn escrow(&self, reader: i64) -> Result<Option<Escrow>, Error> {
        let mut asked =
            self.0.prepare_cached("select identity, contact, follows, history, tag from readers where reader = ?1")?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Escrow { classes: [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?], tag: row.get(4)? })
        };
        Ok(asked.query_row([reader], read).optional()?)
    }

    pub fn add_reader(&self, reader: i64, escrow: &Escrow) -> Result<(), Error> {
        let [identity, contact, follows, history] = &escrow.classes;
        self.0
            .prepare_cached("insert into readers values (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![reader, identity, contact, follows, history, escrow.tag])?;
        Ok(())
    }

    pub fn readers(&self) -> Result<Vec<i64>, Error> {
        let mut asked = self.0.prepare_cached("select reader from readers order by reader")?;
        let found = asked.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(found)
    }

    pub fn holder(&self, id: &[u8; 32]) -> Result<Option<(i64, Vec<u8>)>, Error> {
        let mut asked = self.0.prepare_cached("select reader, wrapped from holders where id = ?1")?;
        Ok(asked.query_row([id.as_slice()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    pub fn set_holder(&self, id: &[u8; 32], reader: i64, wrapped: &[u8]) -> Result<(), Error> {
        let mut set =
            self.0.prepare_cached("insert or replace into holders (id, reader, wrapped) values (?1, ?2, ?3)")?;
        set.execute(params![id.as_slice(), reader, wrapped])?;
        Ok(())
    }

    pub fn holders_of(&self, reader: i64) -> Result<Vec<[u8; 32]>, Error> {
        let mut asked = self.0.prepare_cached("select id from holders where reader = ?1")?;
        let found = asked.query_map([reader], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(found)
    }

    pub fn remove_holder(&self, id: &[u8; 32]) -> Result<(), Error> {
        self.0.prepare_cached("delete from holders where id = ?1")?.execute([id.as_slice()])?;
        self.0.prepare_cached("delete from adopters where id = ?1")?.execute([id.as_slice()])?;
        Ok(())
    }

    pub fn adopters_of(&self, reader: i64) -> Result<Vec<[u8; 32]>, Error> {
        let mut asked = self.0.prepare_cached("select id from adopters where reader = ?1")?;
        let found = asked.query_map([reader], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(found)
    }

    pub fn add_adopter(&self, id: &[u8; 32], reader: i64) -> Result<(), Error> {
        let mut add = self.0.prepare_cached("insert or replace into adopters (id, reader) values (?1, ?2)")?;
        add.execute(params![id.as_slice(), reader])?;
        Ok(())
    }

    /// True where it was there: it is gone now.
    pub fn take_adopter(&self, id: &[u8; 32], reader: i64) -> Result<bool, Error> {
        let mut take = self.0.prepare_cached("delete from adopters where id = ?1 and reader = ?2")?;
        Ok(take.execute(params![id.as_slice(), reader])? > 0)
    }

    /// Her keys are destroyed, with everything that wrapped them.
    pub fn erase(&self, reader: i64) -> Result<(), Error> {
        self.drop_deposits(reader)?;
        self.0.prepare_cached("delete from holders where reader = ?1")?.execute([reader])?;
        self.0.prepare_cached("delete from adopters where reader = ?1")?.execute([reader])?;
        self.0.prepare_cached("delete from readers where reader = ?1")?.execute([reader])?;
        self.0.prepare_cached("insert or ignore into erased (reader) values (?1)")?.execute([reader])?;
        Ok(())
    }

    /// What was deleted leaves the log of writes, too.
    pub fn scrub(&self) -> Result<(), Error> {
        self.0.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?;
        Ok(())
    }

    pub fn is_erased(&self, reader: i64) -> Result<bool, Error> {
        let mut asked = self.0.prepare_cached("select 1 from erased where reader = ?1")?;
        Ok(asked.exists([reader])?)
    }

    /// False where it was spent before.
    pub fn spend(&self, entry: i64) -> Result<bool, Error> {
        Ok(self.0.prepare_cached("insert or ignore into spent (entry) values (?1)")?.execute([entry])? > 0)
    }

    pub fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let mut asked = self.0.prepare_cached("select value from settings where name = ?1")?;
        Ok(asked.query_row([name], |row| row.get(0)).optional()?)
    }

    pub fn set_setting(&self, name: &str, value: &[u8]) -> Result<(), Error> {
        let mut set = self.0.prepare_cached("insert or replace into settings (name, value) values (?1, ?2)")?;
        set.execute(params![name, value])?;
        Ok(())
    }

    /// A consistent copy while the vault is in use, without what was deposited: that is destroyed when it is withdrawn. `to`
    /// must not be there yet.
    pub fn copy(&self, to: &Path) -> Result<(), Error> {
        self.0.execute("vacuum into ?1", [to.to_string_lossy()])?;
        Connection::open(to)?.execute_batch("pragma secure_delete = on; delete from deposits; vacuum;")?;
        Ok(())
    }
}
