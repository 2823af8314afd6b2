update items
set kind = $2, key = $3, key_hash = $4, url = $5, url_hash = $6, title = $7, title_hash = $8, standfirst = $9,
    byline = $10, language = $11, topics = $12, entities = $13, published = $14,
    words = case when full_text_fingerprint <> 0 and words > $15 then words else $15 end,
    picture_url = case when $16 = '' and not exists (select 1 from manuscripts m where m.item = items.id) then picture_url else $16 end,
    picture_width = case when $16 = '' and not exists (select 1 from manuscripts m where m.item = items.id) then picture_width else $17 end,
    picture_height = case when $16 = '' and not exists (select 1 from manuscripts m where m.item = items.id) then picture_height else $18 end,
    picture_alt = case when $16 = '' and not exists (select 1 from manuscripts m where m.item = items.id) then picture_alt else $19 end,
    picture_credit = case when $16 = '' and not exists (select 1 from manuscripts m where m.item = items.id) then picture_credit else $20 end,
    enclosures = $21, fingerprint = $22, embedding = $23, updated = $24, unplaced = 1
where id = $1
