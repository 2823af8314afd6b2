delete from comment_words
where hash in (select hash from comment_words where good + bad <= 1 and hash <> 0 order by seen limit $1)
