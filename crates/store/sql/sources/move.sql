update sources set address = $2 where id = $1
