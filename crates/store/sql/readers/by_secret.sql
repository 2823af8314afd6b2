select id from readers where secret = $1
