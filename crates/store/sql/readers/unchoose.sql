delete from choices where reader = $1 and choice = $2 and kind = $3 and target = $4
