update accounts set name = $2, name_key = $3 where reader = $1
