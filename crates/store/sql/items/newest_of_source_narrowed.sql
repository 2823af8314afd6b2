select id from items
where story is not null and (published, id) < ($1, $2) and source = $4
    and ($5 = '' or language = $5) and ($6 = '' or topics like $6)
order by published desc, id desc
limit $3
