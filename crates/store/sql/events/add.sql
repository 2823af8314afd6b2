insert into events (reader, id, item, deed, at, dwell_ms, slot) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (reader, id) do nothing
returning id
