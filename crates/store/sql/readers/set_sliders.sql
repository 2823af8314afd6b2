insert into reader_settings (reader, sliders, at) values ($1, $2, $3)
on conflict (reader) do update set sliders = excluded.sliders, at = excluded.at
