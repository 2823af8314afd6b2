select id, manuscript, source, target, title, author, excerpt, state, first_seen
from mentions
where manuscript = $1 and state = 'shown'
order by id desc
limit 100
