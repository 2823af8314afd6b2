select id, story from items where id = $1
