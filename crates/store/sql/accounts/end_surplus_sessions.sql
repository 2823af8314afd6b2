delete from sessions
where reader = $1 and id not in (select id from sessions where reader = $1 order by seen desc, id desc limit $2)
