insert into reader_wishes (reader, name, value, at) values ($1, $2, $3, $4)
on conflict (reader, name) do update set value = excluded.value, at = excluded.at
