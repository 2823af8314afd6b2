update revisions set at = $2, content = $3 where id = $1
