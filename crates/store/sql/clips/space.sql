select
    coalesce(sum(case when cast($1 as bigint) = 0 or c.owner = $1 then f.bytes else 0 end), 0)
from clips c join clip_files f on f.clip = c.id
