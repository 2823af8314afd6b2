update items set key = $2, key_hash = $3 where id = $1
