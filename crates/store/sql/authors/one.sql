select id, slug, name, about, site, picture, reader from authors where id = $1
