delete from finds where finder in (select id from finders where reader = $1 and id = $2)
