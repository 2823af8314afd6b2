select count(*), coalesce(sum(case when state = 'arriving' then size else 0 end), 0)
from clips
where owner = $1 and added > $2
