select id from readers where id > $1 order by id limit 1
