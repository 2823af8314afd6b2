insert into notices (manuscript, kind, at, editor_name, text) values ($1, $2, $3, $4, $5) returning id
