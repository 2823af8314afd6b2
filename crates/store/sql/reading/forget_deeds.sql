delete from events where reader = $1 and item = $2
