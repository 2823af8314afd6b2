insert into staff (reader, role, name, added) values ($1, $2, $3, $4)
on conflict (reader) do update set role = excluded.role, name = excluded.name
