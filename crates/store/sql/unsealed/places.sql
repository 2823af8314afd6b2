select item, place, at from reading_places where reader = $1 order by at desc, item desc
