insert into clips
    (manuscript, owner, name, size, received, state, progress, fault, width, height, duration_ms, has_sound, thumbs,
    signature, added, changed, article)
values ($1, $2, $3, $4, 0, 'arriving', 0, '', 0, 0, 0, 0, 0, $5, $6, $6, cast($7 as bigint))
returning id
