select comment, address from comment_addresses where sealed is null order by comment limit $1
