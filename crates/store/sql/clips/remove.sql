delete from clips where id = $1
