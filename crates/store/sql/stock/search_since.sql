select
    i.id, i.source, i.story, i.kind, i.key, i.url, i.title, i.standfirst, i.byline, i.language, i.topics, i.entities,
    i.published, i.first_seen, i.updated, i.words, i.picture_url, i.picture_width, i.picture_height, i.picture_alt,
    i.picture_credit, i.enclosures,
    t.body, i.rev
from items i join texts t on t.item = i.id
where i.rev > $1
order by i.rev
limit $2
