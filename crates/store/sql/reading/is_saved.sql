select at from saved where reader = $1 and item = $2
