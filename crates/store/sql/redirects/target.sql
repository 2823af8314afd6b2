select target from redirects where path = $1
