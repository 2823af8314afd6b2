select id from sources where id = $1
