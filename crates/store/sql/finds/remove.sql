delete from finders where reader = $1 and id = $2
