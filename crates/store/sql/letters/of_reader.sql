select id, reader, weekday, hour, due, confirmed, refused from letters where reader = $1 and ended = 0
