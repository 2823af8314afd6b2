update jobs set dead = 0, tries = 0, run_at = $1 where dead = 1
