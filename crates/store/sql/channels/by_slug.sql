select source, slug, title, about, owner, added, gone from channels where slug = $1
