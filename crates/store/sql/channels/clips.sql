select i.id
from items i
where i.source = $1 and i.kind = 'video' and i.story is not null and (i.published, i.id) < ($2, $3)
order by i.published desc, i.id desc
limit $4
