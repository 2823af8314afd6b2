select id, at, editor_name, kind from revisions where manuscript = $1 order by id desc limit $2
