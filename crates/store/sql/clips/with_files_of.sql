select distinct o.clip
from clip_files f join clip_files o on o.file = f.file and o.clip <> f.clip
where f.clip = $1 and f.kind in ('original', 'rendition') and o.kind in ('original', 'rendition')
order by o.clip
limit 100
