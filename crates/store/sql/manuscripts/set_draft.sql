update manuscripts
set draft = $2, headline = $3, slug = $4, section = $5, language = $6, changed = $7, changed_by = $8
where id = $1
