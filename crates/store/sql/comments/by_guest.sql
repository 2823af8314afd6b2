select
    id, manuscript, parent, thread, reader, staff, name, website, text, at, edited, state, doubts, earlier, note, reason,
    words, moderator, decided, appeal, appealed, answer, answered, learned
from comments
where guest = $1 and manuscript = $2
order by id desc
limit $3
