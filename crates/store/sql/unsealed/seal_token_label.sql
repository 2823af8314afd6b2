update tokens set label = $3 where reader = $1 and id = $2
