select id, kind, address, title, site, language, folder, added, health, health_words, full_text, full_text_rule from sources order by lower(title), id
