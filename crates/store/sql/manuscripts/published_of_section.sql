select
    m.id, m.state, m.headline, m.slug, m.section, m.language, m.made, m.made_by, m.changed, m.changed_by, m.embargo,
    m.scheduled, m.published, m.corrected, m.withdrawn, m.reason, m.running, m.item, m.draft, m.live, m.origin
from manuscripts m
where m.state = 'published' and (m.published, m.id) < ($1, $2) and m.section = $4
order by m.published desc, m.id desc
limit $3
