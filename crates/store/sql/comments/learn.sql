insert into comment_words (hash, good, bad, seen) values ($1, $2, $3, $4)
on conflict (hash) do update
set good = case when comment_words.good + excluded.good < 0 then 0 else comment_words.good + excluded.good end,
    bad = case when comment_words.bad + excluded.bad < 0 then 0 else comment_words.bad + excluded.bad end,
    seen = excluded.seen
