insert into texts (item, body) values ($1, $2) on conflict (item) do update set body = excluded.body
