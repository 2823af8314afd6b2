select id, manuscript, guest, reader, at from comments where fingerprint = $1 and at >= $2 order by at desc limit 20
