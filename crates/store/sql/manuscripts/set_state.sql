update manuscripts
set state = $2, embargo = $3, scheduled = $4, reason = $5, withdrawn = $6, changed = $7, changed_by = $8
where id = $1 and state = $9
