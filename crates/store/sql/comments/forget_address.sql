delete from comment_addresses where comment = $1
