insert into comments
    (manuscript, parent, thread, alive, reader, guest, staff, name, website, text, fingerprint, at, state, doubts,
    note, reason, words, moderator, appeal, answer, learned)
values ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '', '', '', '', '', '')
returning id
