insert into item_hours (hour, item, deed, times)
select at / 3600000, item, deed, count(*) from events where reader = $1 and at > $2 group by at / 3600000, item, deed
on conflict (hour, item, deed) do update set times = item_hours.times + excluded.times
