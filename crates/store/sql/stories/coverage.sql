select id from items where story = $1 order by published, id
