update accounts set password_hash = $3, recovery_hash = $4 where reader = $1 and recovery_hash = $2
