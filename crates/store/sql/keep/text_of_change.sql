update texts set body = $2
where item = $1 and not exists (select 1 from items where id = $1 and full_text_fingerprint <> 0)
