select credential_id from passkeys where reader = $1
