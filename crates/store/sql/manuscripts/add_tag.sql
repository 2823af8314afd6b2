insert into manuscript_tags (manuscript, slug, name) values ($1, $2, $3) on conflict (manuscript, slug) do nothing
