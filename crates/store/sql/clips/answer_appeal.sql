update clip_decisions set answered = $2 where id = $1 and appealed is not null and answered is null
