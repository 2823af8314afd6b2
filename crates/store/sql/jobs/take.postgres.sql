update jobs
set run_at = $2 + $3, tries = tries + 1
where id in (
    select id from jobs where kind = $1 and dead = 0 and run_at <= $2 order by run_at, id limit $4
    for update skip locked)
returning id, kind, key, payload, tries, asked
