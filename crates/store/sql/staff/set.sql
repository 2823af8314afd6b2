insert into staff (reader, role, added) values ($1, $2, $3) on conflict (reader) do update set role = excluded.role
