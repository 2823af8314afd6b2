insert into authors (slug, name, about, site, picture, reader, added) values ($1, $2, $3, $4, $5, $6, $7) on conflict (slug) do nothing returning id
