select i.id
from items i
where not exists (
    select 1 from manuscripts m join revisions r on r.id = m.live
    where m.item = i.id and r.content like '%"unlisted":true%'
)
and i.source = $1 and i.kind = 'video' and i.story is not null and (i.published, i.id) < ($2, $3)
order by i.published desc, i.id desc
limit $4
