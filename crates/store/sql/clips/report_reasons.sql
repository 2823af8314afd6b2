select r.reason, count(*), max(r.at)
from reports r join manuscripts m on m.item = r.item join clips c on c.manuscript = m.id
where c.id = $1 and r.at > coalesce((select max(d.at) from clip_decisions d where d.clip = c.id), 0)
group by r.reason
order by r.reason
