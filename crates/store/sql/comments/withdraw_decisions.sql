update comment_decisions set before_text = '', before_earlier = null, before_note = '', undone = 1 where comment = $1
