select id, signature from clips where id <> $1 and length(signature) > 0 and state = 'ready' order by id
