insert into items
    (source, kind, key, key_hash, url, url_hash, title, title_hash, standfirst, byline, language, topics,
    entities, published, words, picture_url, picture_width, picture_height, picture_alt, picture_credit, enclosures,
    fingerprint, embedding, first_seen,
    story, rev, unplaced, updated, full_text_fingerprint)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
    $22, $23, $24, null, 0, 1, null, 0)
returning id
