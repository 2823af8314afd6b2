update comment_decisions set undone = 1 where id = $1 and undone = 0
