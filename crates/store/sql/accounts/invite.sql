insert into invitations (code_hash, added, expires) values ($1, $2, $3)
