insert into pictures (url, width, height, thumbhash, state, file, words, tried_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (url) do update
set width = excluded.width, height = excluded.height, thumbhash = excluded.thumbhash, state = excluded.state,
    file = excluded.file, words = excluded.words, tried_at = excluded.tried_at
