insert into passkeys (reader, credential_id, credential, label, added) values ($1, $2, $3, $4, $5)
on conflict (credential_id) do nothing
