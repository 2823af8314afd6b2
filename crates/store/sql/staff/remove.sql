delete from staff where reader = $1
