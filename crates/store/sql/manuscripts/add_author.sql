insert into manuscript_authors (manuscript, author, place) values ($1, $2, $3) on conflict (manuscript, author) do nothing
