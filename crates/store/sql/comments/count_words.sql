select count(*) from comment_words
