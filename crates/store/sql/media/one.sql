select id, file, original, name, width, height, focus_x, focus_y, alt, caption, credit, added, origin from media where id = $1
