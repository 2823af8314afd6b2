delete from sealed where reader = $1 and kind = $2 and place = $3
