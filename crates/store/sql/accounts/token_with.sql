select id, reader, label, scopes, added, expires, seen from tokens where token_hash = $1
