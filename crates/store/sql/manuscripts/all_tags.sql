select slug, min(name), count(*) from manuscript_tags group by slug order by count(*) desc, slug limit $1
