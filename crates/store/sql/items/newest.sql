select id from items
where story is not null and (published, id) < ($1, $2)
order by published desc, id desc
limit $3
