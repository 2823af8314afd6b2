update sections set place = $2 where slug = $1
