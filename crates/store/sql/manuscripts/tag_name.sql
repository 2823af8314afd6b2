select name from manuscript_tags where slug = $1 limit 1
