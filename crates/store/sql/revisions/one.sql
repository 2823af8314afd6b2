select id, manuscript, at, editor, editor_name, kind, content from revisions where manuscript = $1 and id = $2
