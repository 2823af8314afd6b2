delete from clip_files where clip = $1 and kind = $2 and name = $3
