delete from finders where reader = $1
