update comment_addresses set address = $2, sealed = $3 where comment = $1
