update accounts set recovery_hash = $2 where reader = $1
