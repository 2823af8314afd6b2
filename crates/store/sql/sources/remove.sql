delete from sources where id = $1
