delete from comments
where id in (
    select spam.id from comments as spam
    where spam.state = 'spam' and coalesce(spam.decided, spam.at) < $1
        and (spam.appealed is null or spam.answered is not null)
        and not exists (select 1 from comments as other where other.thread = spam.thread and other.id <> spam.id)
)
