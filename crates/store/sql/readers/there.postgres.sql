select id from readers where id = $1 for no key update
