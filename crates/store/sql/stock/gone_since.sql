select rev, item from goners where rev > $1 order by rev limit $2
