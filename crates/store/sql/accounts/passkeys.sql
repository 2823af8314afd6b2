select id, reader, credential, label, added, used from passkeys where reader = $1 order by id
