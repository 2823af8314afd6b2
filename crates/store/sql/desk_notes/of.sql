select id, at, editor, editor_name, text, done from desk_notes where manuscript = $1 order by id
