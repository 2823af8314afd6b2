insert into clip_covers (clip, medium) values ($1, $2) on conflict do nothing
