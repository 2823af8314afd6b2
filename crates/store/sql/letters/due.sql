select id, reader, weekday, hour, due, confirmed, refused from letters where confirmed = 1 and ended = 0 and due <= $1 order by due limit $2
