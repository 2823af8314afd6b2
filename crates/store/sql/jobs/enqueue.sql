insert into jobs (kind, key, payload, run_at, tries, asked, dead, words, added)
values ($1, $2, $3, $4, 0, 1, 0, '', $5)
on conflict (kind, key) do update
set payload = excluded.payload, asked = jobs.asked + 1,
    tries = case when jobs.dead = 1 then 0 else jobs.tries end,
    run_at = case when jobs.dead = 0 and jobs.run_at < excluded.run_at then jobs.run_at else excluded.run_at end,
    dead = 0
