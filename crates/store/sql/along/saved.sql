insert into saved (reader, item, at)
select cast($2 as bigint), hers.item, hers.at
from (
    select item, at, row_number() over (order by at desc, item desc) as place
    from saved
    where reader = $1 and item not in (select item from saved where reader = $2)
) as hers
where hers.place <= cast($3 as bigint) - (select count(*) from saved where reader = $2)
on conflict (reader, item) do nothing
