select f.kind, f.file, f.name, f.media_type, f.width, f.height, f.bytes, f.clip,
    case when m.state = 'published' then cast(1 as bigint) else cast(0 as bigint) end
from clip_files f join clips c on c.id = f.clip join manuscripts m on m.id = c.manuscript
where f.file = $1 and f.kind <> 'original'
order by case m.state when 'published' then 0 when 'withdrawn' then 2 else 1 end, f.clip desc
limit 8
