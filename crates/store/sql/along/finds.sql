insert into finds (finder, item, at)
select cast($2 as bigint), g.item, g.at from finds g where g.finder = $1
on conflict (finder, item) do nothing
