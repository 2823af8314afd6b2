select reader, id, seen from sessions where token_hash = $1
union all
select id, 0, 0 from readers where secret = $1
