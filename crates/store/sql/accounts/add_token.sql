insert into tokens (token_hash, reader, label, scopes, added, expires) values ($1, $2, $3, $4, $5, $6)
