delete from reading_places
where reader = $1
    and item not in (select item from reading_places where reader = $1 order by at desc, item desc limit $2)
