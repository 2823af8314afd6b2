delete from finds where at < $1
