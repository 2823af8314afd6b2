insert into reading_places (reader, item, place, at)
select $1, id, $3, $4 from items where id = $2
on conflict (reader, item) do update set place = excluded.place, at = excluded.at
