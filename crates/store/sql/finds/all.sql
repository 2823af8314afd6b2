select id, reader, kind, name, query, task, added, seen from finders order by id
