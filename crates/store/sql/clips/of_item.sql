select
    c.id, c.manuscript, c.owner, c.name, c.size, c.received, c.state, c.progress, c.fault, c.width, c.height,
    c.duration_ms, c.has_sound, c.poster, c.thumbs, c.alike, c.added, c.changed, c.article
from manuscripts m join clips c on c.manuscript = m.id
where m.item = $1
