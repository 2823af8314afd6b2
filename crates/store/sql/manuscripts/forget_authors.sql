delete from manuscript_authors where manuscript = $1
