delete from choices where reader = $1
