select source, slug, title, about, owner, added from channels where source = $1
