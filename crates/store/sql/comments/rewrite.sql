update comments set text = $2, fingerprint = $3, edited = $4, doubts = $5, state = $6
where id = $1 and state = $7
