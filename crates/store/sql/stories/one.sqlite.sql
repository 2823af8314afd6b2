select id, title, language, topics, items, sources, first_published, last_published, merged_into
from stories where id = $1
