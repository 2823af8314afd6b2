update letters set confirmed = 1 where id = $1 and ended = 0
