update clips
set
    state = 'ready', progress = 1000, fault = '', width = $2, height = $3, duration_ms = $4, has_sound = $5,
    poster = $6, thumbs = $7, alike = cast($8 as bigint), signature = $9, changed = $10
where id = $1
