select id, slug, name, about, site, picture, reader from authors where reader = $1
