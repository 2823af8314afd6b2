insert into manuscripts
    (state, headline, slug, section, language, made, made_by, changed, changed_by, reason, running, origin)
values ('draft', $1, $2, $3, $4, $5, $6, $5, $7, '', 0, $8)
returning id
