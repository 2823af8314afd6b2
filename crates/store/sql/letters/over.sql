select id, reader, weekday, hour, due, confirmed, refused from letters where ended = 1 or (confirmed = 0 and ordered < $1) order by id limit $2
