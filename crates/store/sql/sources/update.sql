update sources
set kind = $2, title = $3, site = $4, language = $5, folder = $6, health = $7, health_words = $8,
    full_text = $9, full_text_rule = $10
where id = $1
