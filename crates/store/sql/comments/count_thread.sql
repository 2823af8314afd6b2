update comments set alive = alive + $2 where id = $1
