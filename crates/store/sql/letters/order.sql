insert into letters (reader, weekday, hour, due, ordered, confirmed, ended, refused)
values ($1, $2, $3, $4, $5, 0, 0, 0)
returning id
