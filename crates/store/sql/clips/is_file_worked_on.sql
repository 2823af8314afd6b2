select c.id from clip_files f join clips c on c.id = f.clip
where f.file = $1 and f.kind = 'original' and c.state in ('waiting', 'working')
limit 1
