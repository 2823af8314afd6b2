update tokens set seen = $2 where id = $1
