select id, slug, name, about, site, picture, reader from authors order by name, id
