insert into profiles (reader, profile, at) values ($1, $2, $3)
on conflict (reader) do update set profile = excluded.profile, at = excluded.at
