select
    i.rev, i.id, i.source, i.story, i.kind, i.language, i.topics, i.published, i.first_seen, i.words, i.embedding,
    cast(length(i.picture_url) as bigint), i.title,
    coalesce(c.shown, 0), coalesce(c.opened, 0), coalesce(c.finished, 0), coalesce(c.liked, 0), coalesce(c.hidden, 0),
    coalesce(c.visited, 0),
    case when i.kind = 'video' and exists (
        select 1 from manuscripts m join revisions r on r.id = m.live
        where m.item = i.id and r.content like '%"adults":true%'
    ) then cast(1 as bigint) else cast(0 as bigint) end
from items i left join item_counters c on c.item = i.id
where i.rev > $1 and i.published > $2
order by i.rev
limit $3
