update readers set secret = $2 where id = $1
