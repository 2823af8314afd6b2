select id, story from items where published < $1 order by published, id limit $2
