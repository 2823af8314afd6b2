select id, fingerprint, key_hash from items where source = $1 and url_hash = $2 limit 2
