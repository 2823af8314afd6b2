delete from items where id = $1
