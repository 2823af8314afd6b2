insert into mentions (manuscript, source, target, title, author, excerpt, state, first_seen, checked)
select $1, $2, $3, $4, $5, $6, 'held', $7, $7
where (select count(*) from mentions where manuscript = $1 and state = 'held') < $8
    or exists (select 1 from mentions where manuscript = $1 and source = $2)
on conflict (manuscript, source) do update set
    target = excluded.target,
    title = excluded.title,
    author = excluded.author,
    excerpt = excluded.excerpt,
    checked = excluded.checked,
    state = case
        when mentions.state = 'shown' and (mentions.title <> excluded.title or mentions.author <> excluded.author)
        then 'held'
        else mentions.state
    end
