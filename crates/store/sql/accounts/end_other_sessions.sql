delete from sessions where reader = $1 and id <> $2
