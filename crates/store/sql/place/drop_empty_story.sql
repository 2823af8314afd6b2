delete from stories
where id = $1 and merged_into is null and not exists (select 1 from items where story = $1)
