select id, clip, at, kind, reason, words, appeal, appealed, answered from clip_decisions where clip = $1 order by id
