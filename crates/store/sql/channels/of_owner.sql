select source, slug, title, about, owner, added from channels where owner = $1 order by added, source
