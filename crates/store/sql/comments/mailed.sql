select at from comment_mails where comment = $1
