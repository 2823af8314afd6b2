select count(*) from comment_mails
join comments on comments.id = comment_mails.comment
join comment_addresses on comment_addresses.comment = comments.parent
where comment_mails.at >= $2
    and comment_addresses.address in (select address from comment_addresses where comment = $1)
