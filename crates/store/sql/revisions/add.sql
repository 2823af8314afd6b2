insert into revisions (manuscript, at, editor, editor_name, kind, content) values ($1, $2, $3, $4, $5, $6) returning id
