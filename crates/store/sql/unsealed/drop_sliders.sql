delete from reader_settings where reader = $1
