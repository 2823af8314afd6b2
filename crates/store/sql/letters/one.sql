select id, reader, weekday, hour, due, confirmed, refused from letters where id = $1 and ended = 0
