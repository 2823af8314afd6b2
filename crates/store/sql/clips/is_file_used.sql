select clip from clip_files where file = $1 limit 1
