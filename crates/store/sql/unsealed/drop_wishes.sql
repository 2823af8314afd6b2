delete from reader_wishes where reader = $1
