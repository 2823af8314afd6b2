select c.id
from reports r join manuscripts m on m.item = r.item join clips c on c.manuscript = m.id
where m.state = 'published' and r.at > coalesce((select max(d.at) from clip_decisions d where d.clip = c.id), 0)
group by c.id
order by max(r.at) desc, c.id
limit $1
