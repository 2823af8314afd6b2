select f.kind, f.file, f.name, f.media_type, f.width, f.height, f.bytes, f.clip,
    case when m.state = 'published' then 1 else 0 end
from clip_files f join clips c on c.id = f.clip join manuscripts m on m.id = c.manuscript
where f.file = $1 and f.kind <> 'original'
order by case m.state when 'published' then 0 when 'withdrawn' then 2 else 1 end, f.clip desc
limit 8
