select id from items
where story is not null and (published, id) < ($1, $2)
    and ($4 = '' or language = $4) and ($5 = '' or topics like $5)
order by published desc, id desc
limit $3
