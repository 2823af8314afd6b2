select
    id, state, headline, slug, section, language, made, made_by, changed, changed_by, embargo, scheduled, published,
    corrected, withdrawn, reason, running, item, draft, live, origin
from manuscripts
where
    (changed, id) < ($1, $2) and (cast($3 as text) = '' or state = $3)
    and (cast($4 as bigint) = 0 or made_by = $4) and lower(headline) like $5
order by changed desc, id desc
limit $6
