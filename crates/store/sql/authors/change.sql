update authors set name = $2, about = $3, site = $4, picture = $5, reader = $6 where id = $1
