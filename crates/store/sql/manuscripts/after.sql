select
    id, state, headline, slug, section, language, made, made_by, changed, changed_by, embargo, scheduled, published,
    corrected, withdrawn, reason, running, item, draft, live, origin
from manuscripts
where id > $1
order by id
limit $2
