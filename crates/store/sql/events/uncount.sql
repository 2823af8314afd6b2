update item_counters
set shown = shown - $2, opened = opened - $3, finished = finished - $4, liked = liked - $5, hidden = hidden - $6,
    visited = visited - $7
where item = $1
