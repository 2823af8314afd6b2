insert into reader_wishes (reader, name, value, at)
select cast($2 as bigint), g.name, g.value, g.at from reader_wishes g where g.reader = $1
on conflict (reader, name) do nothing
