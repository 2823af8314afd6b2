select id, kind, at, editor_name, text from notices where manuscript = $1 order by id
