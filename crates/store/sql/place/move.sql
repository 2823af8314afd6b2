update items set story = $2, rev = $3 where id = $1 and story is not null
