update items
set words = $2, full_text_fingerprint = $3, embedding = $4, topics = $5, entities = $6, language = $7, unplaced = 1,
    picture_url = case when $8 = '' then picture_url else $8 end,
    picture_width = case when $8 = '' then picture_width else $9 end,
    picture_height = case when $8 = '' then picture_height else $10 end,
    picture_alt = case when $8 = '' then picture_alt else $11 end,
    picture_credit = case when $8 = '' then picture_credit else $12 end,
    updated = case when full_text_fingerprint <> 0 then $13 else updated end
where id = $1
