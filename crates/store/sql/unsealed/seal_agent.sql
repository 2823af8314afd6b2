update sessions set agent = $3 where reader = $1 and id = $2
