select hash, good, bad from comment_words where hash = $1
