select slug, name from manuscript_tags where manuscript = $1 order by name
