update clips set state = $2, progress = 0, fault = $3, changed = $4 where id = $1
