select m.item, m.slug, coalesce(i.updated, m.published)
from manuscripts m join items i on i.id = m.item
where m.state = 'published'
order by m.id
limit $1 offset $2
