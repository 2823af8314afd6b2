select id, fingerprint, key_hash from items where source = $1 and key_hash = $2
