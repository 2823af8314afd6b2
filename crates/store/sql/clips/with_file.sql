select f.clip
from clip_files f join clips c on c.id = f.clip join manuscripts m on m.id = c.manuscript
where f.file = $1 and f.kind = 'rendition'
order by case when m.state = 'withdrawn' then 1 else 0 end, f.clip
limit 1
