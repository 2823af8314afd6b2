select address, wants, language from comment_addresses where comment = $1
