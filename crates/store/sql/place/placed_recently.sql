select
    i.id, i.source, i.language, i.published, i.first_seen, i.story, i.embedding, i.title, m.terms
from items i join marks m on m.item = i.id
where i.id > $2 and i.published >= $1 and i.story is not null
order by i.id
limit $3
