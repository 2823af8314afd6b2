delete from manuscript_tags where manuscript = $1
