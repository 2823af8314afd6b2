select source, slug, title, about, owner, added from channels where slug = $1
