select id, added, seen, agent from sessions where reader = $1 order by seen desc, id desc
