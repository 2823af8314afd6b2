delete from sealed where reader = $1 and kind = $2
