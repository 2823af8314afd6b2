update clips set received = $2, changed = $3 where id = $1 and state = 'arriving' and received <= $2
