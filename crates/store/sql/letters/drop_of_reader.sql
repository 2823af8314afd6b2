delete from letters where reader = $1
