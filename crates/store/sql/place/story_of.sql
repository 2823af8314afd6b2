select story from items where id = $1
