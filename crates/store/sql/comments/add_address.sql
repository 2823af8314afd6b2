insert into comment_addresses (comment, address, sealed, wants, language) values ($1, $2, $3, $4, $5)
