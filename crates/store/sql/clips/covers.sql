select c.medium, m.file
from clip_covers c join media m on m.id = c.medium
where c.clip = $1
order by c.medium desc
