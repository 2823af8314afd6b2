select id, manuscript, source, target, title, author, excerpt, state, first_seen
from mentions
where state = $1 and id < $2
order by id desc
limit $3
