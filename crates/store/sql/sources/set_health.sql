update sources set health = $2, health_words = $3 where id = $1
