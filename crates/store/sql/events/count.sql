insert into item_counters (item, shown, opened, finished, liked, hidden, visited) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (item) do update
set shown = item_counters.shown + excluded.shown, opened = item_counters.opened + excluded.opened,
    finished = item_counters.finished + excluded.finished, liked = item_counters.liked + excluded.liked,
    hidden = item_counters.hidden + excluded.hidden, visited = item_counters.visited + excluded.visited
