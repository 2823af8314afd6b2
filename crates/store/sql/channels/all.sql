select source, slug, title, about, owner, added from channels order by title, source limit 500
