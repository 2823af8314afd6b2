select a.id, a.slug, a.name, a.about, a.site, a.picture, a.reader
from manuscript_authors m join authors a on a.id = m.author
where m.manuscript = $1
order by m.place
