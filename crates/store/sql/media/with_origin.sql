select id, file, original, name, width, height, focus_x, focus_y, alt, caption, credit, added, origin from media where origin = $1 limit 1
