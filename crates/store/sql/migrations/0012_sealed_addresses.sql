-- From here on `address` holds a mark: the same address has the same, and nobody finds the one from the other. What it says
-- is sealed.
alter table comment_addresses add column sealed {bytes};
-- Who works in the newsroom, sealed under a key of the edition: her account's name opens with her own key alone.
alter table staff add column name text;
