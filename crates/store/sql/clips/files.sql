select kind, file, name, media_type, width, height, bytes from clip_files where clip = $1 order by kind, height desc, name
