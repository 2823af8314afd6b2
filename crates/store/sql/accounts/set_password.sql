update accounts set password_hash = $2 where reader = $1
