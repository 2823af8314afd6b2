update items set story = $2, rev = $3, unplaced = 0 where id = $1
