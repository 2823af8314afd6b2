select id, embedding from items where source = $1 and story is not null order by published desc, id desc limit $2
