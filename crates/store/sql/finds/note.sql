insert into finds (finder, item, at)
select id, cast($2 as bigint), cast($3 as bigint) from finders where id = cast($1 as bigint)
on conflict (finder, item) do nothing
