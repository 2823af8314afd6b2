update passkeys set credential = $2, used = $3 where id = $1
