select name, value from reader_wishes where reader = $1 order by name
