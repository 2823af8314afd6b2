insert into finders (reader, kind, name, query, task, added, seen)
select cast($2 as bigint), g.kind, g.name, g.query, g.task, g.added, g.seen
from finders g
where g.reader = $1 and g.id = $3
returning id
