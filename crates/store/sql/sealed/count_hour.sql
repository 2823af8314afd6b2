insert into item_hours (hour, item, deed, times) values ($1, $2, $3, $4)
on conflict (hour, item, deed) do update set times = item_hours.times + excluded.times
