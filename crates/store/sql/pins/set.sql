insert into pins (item, since, until, editor_name) values ($1, $2, $3, $4)
on conflict (item) do update set since = excluded.since, until = excluded.until, editor_name = excluded.editor_name
