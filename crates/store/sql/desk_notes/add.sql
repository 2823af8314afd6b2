insert into desk_notes (manuscript, at, editor, editor_name, text, done) values ($1, $2, $3, $4, $5, 0)
