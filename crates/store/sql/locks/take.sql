insert into locks (manuscript, editor, editor_name, tab, until) values ($1, $2, $3, $4, $5)
on conflict (manuscript) do update
set editor = excluded.editor, editor_name = excluded.editor_name, tab = excluded.tab, until = excluded.until
where locks.until < $6 or locks.editor = excluded.editor
