select full_text_fingerprint from items where id = $1
