select cast(coalesce(sum(f.bytes), 0) as bigint)
from clips c join clip_files f on f.clip = c.id
where c.owner = $1
