insert into reports (item, reason, at) values ($1, $2, $3)
