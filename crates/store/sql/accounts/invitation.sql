select code_hash from invitations where code_hash = $1 and used_at is null and expires > $2
