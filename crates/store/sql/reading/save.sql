insert into saved (reader, item, at)
select $1, id, $3 from items where id = $2 and (select count(*) from saved where reader = $1) < $4
on conflict (reader, item) do nothing
