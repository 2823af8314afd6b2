update manuscripts
set
    state = 'published', live = $2, item = $3, published = $4, corrected = $5, slug = $6, section = $7, scheduled = null,
    withdrawn = null, reason = ''
where id = $1
