select source, slug, title, about, owner, added, gone from channels order by title, source limit 500
