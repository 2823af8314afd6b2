select role from staff where reader = $1
