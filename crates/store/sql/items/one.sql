select
    i.id, i.source, i.story, i.kind, i.key, i.url, i.title, i.standfirst, i.byline, i.language, i.topics, i.entities,
    i.published, i.first_seen, i.updated, i.words, i.picture_url, coalesce(nullif(p.width, 0), i.picture_width),
    coalesce(nullif(p.height, 0), i.picture_height), i.picture_alt,
    i.picture_credit, i.enclosures,
    t.body
from items i join texts t on t.item = i.id left join pictures p on p.url = i.picture_url
where i.id = $1
