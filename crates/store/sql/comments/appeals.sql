select
    id, manuscript, parent, thread, reader, staff, name, website, text, at, edited, state, doubts, earlier, note, reason,
    words, moderator, decided, appeal, appealed, answer, answered, learned
from comments
where appealed is not null and answered is null and id > $1
order by appealed, id
limit $2
