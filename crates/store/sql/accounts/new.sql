insert into accounts (reader, handle, name, name_key, password_hash, recovery_hash, added)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict do nothing
