select
    m.id, m.state, m.headline, m.slug, m.section, m.language, m.made, m.made_by, m.changed, m.changed_by, m.embargo,
    m.scheduled, m.published, m.corrected, m.withdrawn, m.reason, m.running, m.item, m.draft, m.live, m.origin
from manuscript_authors a join manuscripts m on m.id = a.manuscript
where m.state = 'published' and (m.published, m.id) < ($1, $2) and a.author = cast($4 as bigint)
order by m.published desc, m.id desc
limit $3
