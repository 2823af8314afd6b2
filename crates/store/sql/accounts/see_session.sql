update sessions set seen = $2 where id = $1
