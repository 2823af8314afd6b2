insert into clip_days (owner, day, begun) values ($1, $2, 1)
on conflict (owner) do update set
    begun = case when clip_days.day = excluded.day then clip_days.begun + 1 else 1 end,
    day = excluded.day
returning begun
