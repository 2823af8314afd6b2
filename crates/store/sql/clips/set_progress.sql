update clips set progress = $2, changed = $3 where id = $1 and state = 'working'
