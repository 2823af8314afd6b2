select path, target from redirects where path > $1 order by path limit $2
