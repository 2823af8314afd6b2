select source, slug, title, about, owner, added, gone from channels where owner = $1 order by added, source
