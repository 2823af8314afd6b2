insert into manuscripts
    (state, headline, slug, section, language, made, made_by, changed, changed_by, embargo, scheduled, published, corrected,
    withdrawn, reason, running, origin)
values ($1, $2, $3, $4, $5, $6, null, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
returning id
