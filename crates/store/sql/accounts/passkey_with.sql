select id, reader, credential, label, added, used from passkeys where credential_id = $1
