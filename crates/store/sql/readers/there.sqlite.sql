select id from readers where id = $1
