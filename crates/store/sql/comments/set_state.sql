update comments
set state = $2, reason = $3, words = $4, moderator = $5, decided = $6, text = $7, earlier = $8, note = $9, learned = $10
where id = $1 and state = $11
