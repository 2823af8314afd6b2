select
    id, manuscript, parent, thread, reader, staff, name, website, text, at, edited, state, doubts, earlier, note, reason,
    words, moderator, decided, appeal, appealed, answer, answered, learned
from comments where manuscript = $1 and id > $2
order by id
limit $3
