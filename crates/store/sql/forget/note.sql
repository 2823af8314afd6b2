insert into goners (item, rev) values ($1, $2) on conflict (item) do update set rev = excluded.rev
