update letters set due = $3, refused = $4 where id = $1 and due = $2
