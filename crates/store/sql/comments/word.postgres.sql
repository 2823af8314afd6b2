select hash, good, bad from comment_words where hash = any ($1)
