insert into choices (reader, choice, kind, target, at) values ($1, $2, $3, $4, $5)
on conflict (reader, choice, kind, target) do nothing
