insert into choices (reader, choice, kind, target, at)
select cast($2 as bigint), g.choice, g.kind, g.target, g.at
from choices g
where g.reader = $1 and not exists (
    select 1 from choices a where a.reader = $2 and a.kind = g.kind and a.target = g.target
)
on conflict (reader, choice, kind, target) do nothing
