select cast(coalesce(sum(size), 0) as bigint) from clips where owner = $1 and state = 'arriving'
