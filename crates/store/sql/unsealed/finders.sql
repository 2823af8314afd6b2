select id, reader, kind, name, query, task, added, seen from finders where reader = $1 order by id
