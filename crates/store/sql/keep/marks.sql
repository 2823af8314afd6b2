insert into marks (item, terms) values ($1, $2) on conflict (item) do update set terms = excluded.terms
