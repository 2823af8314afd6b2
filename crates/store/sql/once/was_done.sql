select at from done_once where reader = $1 and key = $2
