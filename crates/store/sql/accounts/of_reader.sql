select reader, handle, name, password_hash, recovery_hash, added from accounts where reader = $1
