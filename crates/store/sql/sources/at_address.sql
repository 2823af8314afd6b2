select id, kind, address, title, site, language, folder, added, health, health_words, full_text, full_text_rule from sources where address = $1
