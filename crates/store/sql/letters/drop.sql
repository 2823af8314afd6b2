delete from letters where id = $1
