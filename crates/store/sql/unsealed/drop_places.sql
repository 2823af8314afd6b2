delete from reading_places where reader = $1
