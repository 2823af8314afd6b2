select
    i.id, i.source, i.language, i.published, i.first_seen, i.story, i.embedding, i.title, m.terms
from items i join marks m on m.item = i.id
where i.unplaced = 1
order by i.first_seen, i.id
limit $1
