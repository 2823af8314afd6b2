delete from sessions where reader = $1 and seen < $2
