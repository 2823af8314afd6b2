insert into clip_files (clip, kind, name, file, media_type, width, height, bytes)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (clip, kind, name) do update
set
    file = excluded.file, media_type = excluded.media_type, width = excluded.width, height = excluded.height,
    bytes = excluded.bytes
