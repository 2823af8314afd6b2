select at, title, standfirst, body from item_versions where item = $1 order by id
