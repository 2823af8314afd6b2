update clip_decisions set appeal = $2, appealed = $3 where id = $1 and appealed is null
