insert into sections (slug, name, place)
select cast($1 as text), cast($2 as text), coalesce(max(place), 0) + 1 from sections where true
on conflict (slug) do update set name = excluded.name
