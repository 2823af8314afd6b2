insert into channels (source, slug, title, about, owner, added) values ($1, $2, $3, $4, cast($5 as bigint), $6)
on conflict (source) do nothing
