select
    id, manuscript, parent, thread, reader, staff, name, website, text, at, edited, state, doubts, earlier, note, reason,
    words, moderator, decided, appeal, appealed, answer, answered, learned
from comments
where thread = $1 and parent is not null and state in ('shown', 'removed') and id > $2
order by id
limit $3
