select source, slug, title, about, owner, added, gone from channels where source = $1
