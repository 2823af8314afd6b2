select kind, key, payload, tries, words from jobs where dead = 1 order by id desc limit $1
