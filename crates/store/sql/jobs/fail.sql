update jobs set run_at = $3, dead = $4, words = $5 where id = $1 and tries = $2 and dead = 0
