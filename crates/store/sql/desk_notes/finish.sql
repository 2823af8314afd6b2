update desk_notes set done = $3 where manuscript = $1 and id = $2
