delete from tokens where reader = $1 and id = $2
