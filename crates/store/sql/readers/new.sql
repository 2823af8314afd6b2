insert into readers (secret, added) values ($1, $2) on conflict (secret) do nothing
