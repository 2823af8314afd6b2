select item, reason, at from reports order by id desc limit $1
