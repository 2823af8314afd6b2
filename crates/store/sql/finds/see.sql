update finders set seen = $3 where reader = $1 and id = $2
