select f.kind, f.file, f.name, f.media_type, f.width, f.height, f.bytes
from clip_files f join clips c on c.id = f.clip join manuscripts m on m.id = c.manuscript
where f.file = $1 and f.kind <> 'original' and m.state <> 'withdrawn'
limit 1
