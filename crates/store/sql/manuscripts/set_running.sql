update manuscripts set running = $2 where id = $1
