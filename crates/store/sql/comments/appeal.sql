update comments set appeal = $2, appealed = $3
where id = $1 and appealed is null and state in ('removed', 'spam') and reason <> 'withdrawn'
