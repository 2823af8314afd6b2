select id from stories
where merged_into is null and last_published >= $1 and sources >= $2
order by last_published desc, id desc
limit $3
