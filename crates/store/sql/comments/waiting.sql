select
    (select count(*) from (select 1 as one from comments where state = 'held' limit 1000) as held),
    (select count(*) from (select 1 as one from comments where appealed is not null and answered is null limit 1000)
        as appeals),
    (select count(*) from (select 1 as one from comments where state = 'spam' limit 1000) as spam)
