delete from events where reader = $1
