insert into done_once (reader, key, at) values ($1, $2, $3) on conflict do nothing
