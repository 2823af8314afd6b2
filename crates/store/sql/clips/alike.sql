select o.id
from clips c join clips o on o.id <> c.id
where c.id = $1 and (
    o.alike = c.id
    or o.alike = c.alike
    or o.id in (
        select other.clip
        from clip_files f join clip_files other on other.file = f.file
        where f.clip = c.id and f.kind in ('original', 'rendition') and other.kind in ('original', 'rendition')
    )
)
order by o.id
limit 100
