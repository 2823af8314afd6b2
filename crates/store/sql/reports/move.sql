update reports set item = $2 where item = $1
