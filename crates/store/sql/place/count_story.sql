insert into stories (id, title, language, topics, items, sources, first_published, last_published, merged_into)
select
    $1,
    (select title from items where story = $1 order by published, id limit 1),
    (select language from items where story = $1 order by published, id limit 1),
    (select topics from items where story = $1 order by published, id limit 1),
    count(*), count(distinct source), min(published), max(published), null
from items
where story = $1
having count(*) > 0
on conflict (id) do update
set title = excluded.title, language = excluded.language, topics = excluded.topics, items = excluded.items,
    sources = excluded.sources, first_published = excluded.first_published, last_published = excluded.last_published,
    merged_into = null
