insert into comment_addresses (comment, address, wants, language) values ($1, $2, $3, $4)
