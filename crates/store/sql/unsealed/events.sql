select id, item, deed, at, dwell_ms, slot from events where reader = $1 order by at, id
