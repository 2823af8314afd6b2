update comment_decisions set before_text = '', before_earlier = null, before_note = '', undone = 1
where comment in (
    select id from comments
    where state = 'spam' and coalesce(decided, at) < $1 and (appealed is null or answered is not null)
)
