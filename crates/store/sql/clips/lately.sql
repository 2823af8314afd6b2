select
    id, manuscript, owner, name, size, received, state, progress, fault, width, height, duration_ms, has_sound, poster,
    thumbs, alike, added, changed, article
from clips
where (cast($1 as bigint) = 0 or owner = $1) and id < $2
order by id desc
limit $3
