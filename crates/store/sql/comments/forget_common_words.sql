delete from comment_words where hash in (select hash from comment_words where hash <> 0 order by seen limit $1)
