select f.finder, f.item, f.at from finds f join finders s on s.id = f.finder where s.reader = $1 order by f.at, f.item
