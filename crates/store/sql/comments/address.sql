select sealed, wants, language from comment_addresses where comment = $1 and sealed is not null
