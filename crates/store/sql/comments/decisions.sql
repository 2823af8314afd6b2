select
    id, at, moderator, moderator_name, kind, reason, words, before_state, before_text, before_earlier, before_note,
    before_reason, before_words, undone
from comment_decisions where comment = $1 order by id
