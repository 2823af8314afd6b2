select id from comments where reader = $1
