insert into finders (reader, kind, name, query, task, added, seen)
select
    cast($1 as bigint), cast($2 as text), cast($3 as text), cast($4 as text), cast($5 as text), cast($6 as bigint),
    cast($6 as bigint)
where (select count(*) from finders where reader = cast($1 as bigint) and kind = cast($2 as text)) < cast($7 as bigint)
returning id
