select comment_addresses.comment
from comment_addresses
join comments as parent on parent.id = comment_addresses.comment
join comments as reply on reply.parent = parent.id
where comment_addresses.comment = $1 and reply.id = $2 and comment_addresses.wants = 1
    and (parent.guest is null or reply.guest is null or parent.guest <> reply.guest)
    and (parent.reader is null or reply.reader is null or parent.reader <> reply.reader)
