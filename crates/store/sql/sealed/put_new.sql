insert into sealed (reader, kind, place, body) values ($1, $2, $3, $4)
on conflict (reader, kind, place) do nothing
returning kind
