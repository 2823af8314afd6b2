delete from events where reader = $1 and id = $2 returning item, deed
