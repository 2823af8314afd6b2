delete from readers where id = $1
