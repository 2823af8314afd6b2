insert into comment_mails (comment, at) values ($1, $2) on conflict (comment) do nothing
