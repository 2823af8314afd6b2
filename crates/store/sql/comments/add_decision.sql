insert into comment_decisions
    (comment, at, moderator, moderator_name, kind, reason, words, before_state, before_text, before_earlier,
    before_note, before_reason, before_words, undone)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
