delete from comment_addresses
where comment in (
    select id from comments
    where state = 'spam' and coalesce(decided, at) < $1 and (appealed is null or answered is not null)
)
