select s.reader, s.id, s.seen, s.added, a.name from sessions s join accounts a on a.reader = s.reader
where s.token_hash = $1
union all
select id, 0, 0, 0, '' from readers where secret = $1
