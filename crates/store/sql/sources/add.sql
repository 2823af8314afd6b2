insert into sources
    (kind, address, title, site, language, folder, added, health, health_words, full_text, full_text_rule)
values ($1, $2, $3, $4, $5, $6, $7, 'new', '', 0, '')
on conflict (address) do nothing
returning id
