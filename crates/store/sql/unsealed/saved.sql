select item, at from saved where reader = $1 order by at, item
