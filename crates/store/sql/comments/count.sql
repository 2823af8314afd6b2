insert into comment_counts (manuscript, shown) values ($1, $2)
on conflict (manuscript) do update set shown = comment_counts.shown + excluded.shown
