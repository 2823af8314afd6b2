select
    id, manuscript, owner, name, size, received, state, progress, fault, width, height, duration_ms, has_sound, poster,
    thumbs, alike, added, changed, article
from clips
where state = $1 and changed < $2
order by case when received = size then 0 else 1 end, changed
limit 100
