select place from reading_places where reader = $1 and item = $2
