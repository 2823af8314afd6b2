delete from profiles where reader = $1
