insert into clip_decisions (clip, at, kind, reason, words, moderator) values ($1, $2, $3, $4, $5, $6)
