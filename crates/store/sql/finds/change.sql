update finders set name = $3, query = $4, task = $5 where reader = $1 and id = $2
