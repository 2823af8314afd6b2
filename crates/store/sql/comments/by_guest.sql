select
    id, manuscript, parent, thread, reader, staff, name, website, text, at, edited, state, doubts, earlier, note, reason,
    words, moderator, decided, appeal, appealed, answer, answered, learned
from comments
where guest = $1 and (cast($2 as bigint) = 0 or manuscript = $2) and id < $3
order by id desc
limit $4
