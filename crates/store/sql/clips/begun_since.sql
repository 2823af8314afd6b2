select
    count(case when added > $2 then 1 end),
    cast(coalesce(sum(case when state = 'arriving' then size else 0 end), 0) as bigint)
from clips
where owner = $1
