delete from redirects where path = $1
