update staff set name = $2 where reader = $1
