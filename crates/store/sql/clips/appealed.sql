select clip from clip_decisions where appealed is not null and answered is null order by appealed limit $1
