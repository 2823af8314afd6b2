update invitations set used_at = $2, used_by = $3 where code_hash = $1 and used_at is null and expires > $2
