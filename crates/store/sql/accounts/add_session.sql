insert into sessions (token_hash, reader, added, seen, agent) values ($1, $2, $3, $3, $4)
