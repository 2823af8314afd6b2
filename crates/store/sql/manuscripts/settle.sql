update manuscripts set draft = $2, live = $3, item = $4 where id = $1
