insert into redirects (path, target, at) values ($1, $2, $3) on conflict (path) do update set target = excluded.target, at = excluded.at
