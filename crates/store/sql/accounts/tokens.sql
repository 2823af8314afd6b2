select id, reader, label, scopes, added, expires, seen from tokens where reader = $1 order by id
