update comments set answer = $2, answered = $3 where id = $1 and appealed is not null and answered is null
