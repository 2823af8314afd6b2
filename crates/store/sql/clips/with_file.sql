select clip from clip_files where file = $1 and kind = 'rendition' limit 1
