update jobs set run_at = $2, tries = 0 where id = $1
