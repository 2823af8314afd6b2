select item, deed, at
from events
where at > $1
order by at, reader, id
limit $2
