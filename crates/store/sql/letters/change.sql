update letters set weekday = $2, hour = $3, due = $4 where id = $1 and ended = 0
