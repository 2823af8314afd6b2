select kind, place, body from sealed where reader = $1 and kind = $2 order by place
