select c.id, c.signature
from clips c join manuscripts m on m.id = c.manuscript
where c.id < $1 and length(c.signature) > 0 and c.state = 'ready'
order by
    case when m.state = 'withdrawn' and exists (select 1 from clip_decisions d where d.clip = c.id) then 0 else 1 end,
    c.id
